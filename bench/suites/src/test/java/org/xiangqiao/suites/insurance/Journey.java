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
    REFUNDED(3, false, "settlement", "refund"),
    STAYED(2, true, "registration", "settlement"),
    STAY_CANCELLED(1, true, "settlement", "cancel"),
    STAY_REFUNDED(2, true, "settlement", "refund"),
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
          counter.handIn(resident, "$insurance-details", resident.claim("D" + number, 2));
        }
        settle(counter, "C" + number, lines())
            .ifPresent(claim -> counter.cancel(claim, kind == Kind.WITHDRAWN));
      }
      case REFUNDED, STAY_REFUNDED ->
          settle(counter, "C" + number, lines())
              .filter(claim -> counter.cancel(claim, false))
              .ifPresent(claim -> settle(counter, "R" + number, lines() - 1));
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
        .handIn(resident, "$submit", resident.claim(identifier, lines))
        .filter(answer -> answer.path("outcome").asText().equals("complete"))
        .map(answer -> answer.at("/request/reference").asText())
        .filter(claim -> !claim.isEmpty());
  }

  /** Hands in again what nobody knows the end of. */
  Optional<JsonNode> ask(Counter counter, String identifier) {
    return counter.handIn(
        resident,
        identifier.startsWith("D") ? "$insurance-details" : "$submit",
        resident.claim(
            identifier,
            identifier.startsWith("D") ? 2 : lines() - (identifier.startsWith("R") ? 1 : 0)));
  }
}
