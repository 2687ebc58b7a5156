package org.xiangqiao.integration.insurance.eligibility;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformReply;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.BenefitMessages;
import org.xiangqiao.mappings.insurance.fhir.PersonAnswer;
import org.xiangqiao.mappings.insurance.fhir.VisitMessages;

/**
 * Asks the platform: 1101, and for benefits 2001 of each insurance in force and 5301 of each
 * district, with 5206 where the operator has described its answer. Nothing of it changes anything
 * there, so each may be repeated.
 */
final class PlatformQuestions {

  /** What came of asking: what the platform told, or the text with which it refused. */
  sealed interface Told {

    record Person(PersonFile file) implements Told {}

    record Refused(String text) implements Told {

      /** Without the text, which may name a person. */
      @Override
      public String toString() {
        return "Refused";
      }
    }
  }

  private final Line line;
  private final Question question;
  private final boolean accumulated;

  /**
   * @param accumulated whether the answer of 5206 is described, by the operator
   */
  PlatformQuestions(Line line, Question question, boolean accumulated) {
    this.line = line;
    this.question = question;
    this.accumulated = accumulated;
  }

  /**
   * @throws DeskException if the platform cannot be reached or gives no answer
   */
  Told ask() {
    InsuranceAnswer answer =
        answer(
            "1101",
            null,
            new VisitMessages()
                .person(question.credential(), question.patient(), question.begin()));
    if (answer.code() != 0) {
      return new Told.Refused(answer.error());
    }
    PersonFile file =
        PersonFile.of(answer.output()).orElseThrow(() -> new DeskException(Reason.UNANSWERED, ""));
    return new Told.Person(question.benefits() ? benefits(file) : file);
  }

  private PersonFile benefits(PersonFile file) {
    BenefitMessages messages = new BenefitMessages();
    Map<Integer, Payload> entitlements = new HashMap<>();
    Map<Integer, Payload> diseases = new HashMap<>();
    Map<Integer, Payload> sums = new HashMap<>();
    Map<String, Integer> districts = new HashMap<>();
    String refusal = null;
    for (int i = 0; i < file.insurances().size(); i++) {
      Row insurance = file.insurances().get(i);
      if (!PersonAnswer.inForce(insurance)) {
        continue;
      }
      String district = insurance.text("insuplc_admdvs").orElseThrow();
      InsuranceAnswer entitled =
          answer(
              "2001",
              district,
              messages.entitlement(
                  question.request(),
                  file.number(),
                  insurance,
                  question.institution(),
                  question.begin()));
      refusal = keep(entitled, entitlements, i).orElse(refusal);
      Integer first = districts.putIfAbsent(district, i);
      if (first == null) {
        refusal =
            keep(answer("5301", district, messages.diseases(file.number())), diseases, i)
                .orElse(refusal);
      }
      if (accumulated && first == null) {
        refusal =
            keep(answer("5206", district, messages.accumulated(file.number())), sums, i)
                .orElse(refusal);
      } else if (sums.containsKey(first)) {
        sums.put(i, sums.get(first));
      }
    }
    return file.with(entitlements, diseases, sums, refusal);
  }

  /** What the platform said instead, if it refused. */
  private static Optional<String> keep(
      InsuranceAnswer answer, Map<Integer, Payload> kept, int place) {
    if (answer.code() != 0) {
      return Optional.of(Optional.ofNullable(answer.error()).orElse(""));
    }
    kept.put(place, answer.output());
    return Optional.empty();
  }

  /** Signed in anew once, should the platform want it. */
  private InsuranceAnswer answer(String infno, String district, Payload input) {
    PlatformReply reply = once(infno, district, input);
    if (reply instanceof PlatformReply.SignedOut) {
      reply = once(infno, district, input);
    }
    if (reply instanceof PlatformReply.Answered answered) {
      return answered.answer();
    }
    throw new DeskException(
        reply instanceof PlatformReply.Held ? Reason.PLATFORM_DOWN : Reason.UNANSWERED, "");
  }

  private PlatformReply once(String infno, String district, Payload input) {
    if (Thread.currentThread().isInterrupted()) {
      // Nobody waits for the answer any more.
      throw new DeskException(Reason.UNANSWERED, "");
    }
    return line.send(infno, line.nextMessageId(), question.counter(), district, input);
  }
}
