package org.xiangqiao.suites.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xiangqiao.bench.stage.counter.Resident;

/** What a resident comes for (就诊经过): a visit or a stay, settled, taken back, refunded. */
final class Journey {

  /** What is done in a journey; its share of all is its weight. */
  enum Kind {
    REGISTERED(1, false, "registration"),
    SETTLED(2, false, "registration", "settlement"),
    CANCELLED(2, false, "settlement", "cancel"),
    WITHDRAWN(1, false, "settlement", "cancel"),
    REFUNDED(1, false, "settlement", "refund"),
    REFUNDED_IN_PART(3, false, "settlement", "refund"),
    STAYED(2, true, "registration", "settlement"),
    STAY_CANCELLED(1, true, "settlement", "cancel"),
    STAY_REFUNDED(1, true, "settlement", "refund"),
    STAY_REFUNDED_IN_PART(2, true, "settlement", "refund"),
    STAY_CLAIMED_TWICE(1, true, "settlement", "settlement");

    private final int weight;
    private final boolean stay;
    private final List<String> operations;

    Kind(int weight, boolean stay, String... operations) {
      this.weight = weight;
      this.stay = stay;
      this.operations = List.of(operations);
    }

    List<String> operations() {
      return operations;
    }

    /** By chance, with its weight. */
    static Kind of(int number) {
      int place = Math.floorMod(number, Arrays.stream(values()).mapToInt(one -> one.weight).sum());
      for (Kind kind : values()) {
        place -= kind.weight;
        if (place < 0) {
          return kind;
        }
      }
      throw new IllegalStateException();
    }
  }

  private static final int STAY_LINES = 5;

  final Kind kind;
  final Resident resident;
  private final int number;

  /** What is refunded in part; null if it was not settled. */
  private volatile String settled;

  Journey(Kind kind, int number) {
    this.kind = kind;
    this.number = number;
    this.resident = new Resident(number, kind.stay);
  }

  int lines() {
    return kind.stay ? STAY_LINES : 2;
  }

  void go(Counter counter, Executor others) {
    switch (kind) {
      case REGISTERED -> counter.register(resident);
      case SETTLED, STAYED -> {
        counter.register(resident);
        settle(counter, "C" + number, lines());
      }
      case CANCELLED, WITHDRAWN, STAY_CANCELLED -> {
        if (kind.stay) {
          counter.handIn(resident, "Claim/$insurance-details", resident.claim("D" + number, 2));
        }
        settle(counter, "C" + number, lines())
            .ifPresent(claim -> counter.cancel(claim, kind == Kind.WITHDRAWN));
      }
      case REFUNDED, STAY_REFUNDED ->
          settle(counter, "C" + number, lines())
              .filter(claim -> counter.cancel(claim, false))
              .ifPresent(claim -> settle(counter, "R" + number, lines() - 1));
      case REFUNDED_IN_PART, STAY_REFUNDED_IN_PART -> {
        settled = settle(counter, "C" + number, lines()).orElse(null);
        if (settled != null) {
          refund(counter);
        }
      }
      case STAY_CLAIMED_TWICE -> {
        CompletableFuture<?> other =
            CompletableFuture.runAsync(() -> settle(counter, "T" + number, lines()), others);
        settle(counter, "C" + number, lines());
        other.join();
      }
    }
  }

  /** The Claim, if the counter was told that it is settled. */
  private Optional<String> settle(Counter counter, String identifier, int lines) {
    return counter
        .handIn(resident, "Claim/$submit", resident.claim(identifier, lines))
        .filter(answer -> answer.path("outcome").asText().equals("complete"))
        .map(answer -> answer.at("/request/reference").asText())
        .filter(claim -> !claim.isEmpty());
  }

  /** Cancel and new settlement as one, by which all lines but the last stay. */
  private Optional<JsonNode> refund(Counter counter) {
    return counter.handIn(
        resident,
        settled + "/$insurance-refund",
        resident.claimInsteadOf(settled, "P" + number, lines() - 1));
  }

  /** Hands in again what nobody knows the end of. */
  Optional<JsonNode> ask(Counter counter, String identifier) {
    if (identifier.startsWith("P")) {
      return refund(counter);
    }
    return counter.handIn(
        resident,
        identifier.startsWith("D") ? "Claim/$insurance-details" : "Claim/$submit",
        resident.claim(
            identifier,
            identifier.startsWith("D") ? 2 : lines() - (identifier.startsWith("R") ? 1 : 0)));
  }
}
