package org.xiangqiao.suites.insurance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.xiangqiao.bench.stage.counter.Resident;

/**
 * A counter that does not give up soon: whatever it does not know it asks again, by the same
 * request, at another node; what was refused it hands in again.
 */
final class Counter {

  private static final int ASKED = 200;
  private static final int TRIED = 8;
  private static final Duration IMPATIENT = Duration.ofMillis(150);
  private static final Set<String> STATES =
      Set.of(
          "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state",
          "https://fhir.xiangqiao.org/CodeSystem/insurance-refund-state");

  private final Emr emr;
  private final Random chance;
  private final Executor others;

  /**
   * @param others who press the button at the same time
   */
  Counter(Emr emr, Random chance, Executor others) {
    this.emr = emr;
    this.chance = chance;
    this.others = others;
  }

  /** Booked, as far as the counter learns. */
  boolean register(Resident resident) {
    String path = "/fhir/" + resident.encounter() + "/$insurance-register";
    int refused = 0;
    for (int asked = 0; asked < ASKED && refused < TRIED; asked++) {
      Optional<Emr.Reply> reply = emr.post(chance, path, resident.registration());
      String state =
          reply
              .filter(answer -> answer.status() == 200)
              .map(answer -> answer.body().at("/parameter/0/valueCode").asText())
              .orElse("");
      if (state.equals("booked")) {
        return true;
      }
      refused += state.isEmpty() || state.equals("unknown") || state.equals("sent") ? 0 : 1;
      Emr.pause();
    }
    return false;
  }

  /**
   * The last answer: complete, or refused for good; empty if it stayed unknown.
   *
   * @param operation {@code Claim/$submit}, {@code Claim/$insurance-details}, or {@code
   *     Claim/[id]/$insurance-refund}
   */
  Optional<JsonNode> handIn(Resident resident, String operation, String claim) {
    String path = "/fhir/" + operation;
    String body = resident.handedIn(claim);
    int way = chance.nextInt(10);
    if (way == 0) {
      // Hangs up, which cancels nothing.
      emr.post(emr.nodes().get(chance.nextInt(2)), path, body, IMPATIENT);
    } else if (way == 1) {
      CompletableFuture<?> other =
          CompletableFuture.runAsync(() -> emr.post(new Random(), path, body), others);
      emr.post(chance, path, body);
      other.join();
    }
    int refused = 0;
    for (int asked = 0; asked < ASKED; asked++) {
      Optional<Emr.Reply> reply = emr.post(chance, path, body);
      if (reply.isPresent() && reply.get().status() == 200) {
        JsonNode answer = reply.get().body();
        String outcome = answer.path("outcome").asText();
        boolean error = outcome.equals("error");
        if (!error && !outcome.equals("queued") || error && ++refused >= TRIED) {
          return Optional.of(answer);
        }
        if (error && !state(answer).equals("needs-credential")) {
          Emr.pause();
        }
      } else {
        if (reply.isPresent() && reply.get().status() < 500 && ++refused >= TRIED) {
          return Optional.empty();
        }
        Emr.pause();
      }
    }
    return Optional.empty();
  }

  private static String state(JsonNode answer) {
    JsonNode code = answer.at("/error/0/code/coding/0");
    return STATES.contains(code.path("system").asText()) ? code.path("code").asText() : "";
  }

  /** Whether everything is taken back. */
  boolean cancel(String claim, boolean visit) {
    String body = Resident.counter("{\"name\":\"visit\",\"valueBoolean\":" + visit + "}");
    for (int asked = 0; asked < ASKED; asked++) {
      Optional<Emr.Reply> reply = emr.post(chance, "/fhir/" + claim + "/$cancel", body);
      if (reply.filter(answer -> answer.status() == 200).isPresent()) {
        JsonNode answer = reply.get().body();
        if (answer.path("status").asText().equals("cancelled")
            && answer.path("outcome").asText().equals("complete")) {
          return true;
        }
      }
      Emr.pause();
    }
    return false;
  }
}
