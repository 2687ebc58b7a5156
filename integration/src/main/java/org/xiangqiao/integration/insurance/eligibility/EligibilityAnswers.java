package org.xiangqiao.integration.insurance.eligibility;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse;
import org.hl7.fhir.r4.model.Enumerations.RemittanceOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.desk.ClaimAnswers;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.BenefitAnswer;
import org.xiangqiao.mappings.insurance.fhir.PersonAnswer;

/** What the counter is told (参保查询结果). R4 CoverageEligibilityResponse. */
final class EligibilityAnswers {

  private final PersonAnswer persons;
  private final Dictionaries dictionaries;
  private final List<Node> sums;
  private final Clock clock;

  /**
   * @param sums nodes of the answer of 5206; empty unless the operator has described them
   */
  EligibilityAnswers(Dictionaries dictionaries, List<Node> sums, Clock clock) {
    this.persons = new PersonAnswer(dictionaries);
    this.dictionaries = dictionaries;
    this.sums = List.copyOf(sums);
    this.clock = clock;
  }

  /** One per insurance, in the platform's order; without ids. */
  List<Coverage> coverages(Question question, PersonFile file) {
    return persons.coverages(
        file.output(), new Reference("Patient/" + question.patient().getIdElement().getIdPart()));
  }

  /**
   * @param coverages references to them, in their order
   */
  CoverageEligibilityResponse told(Question question, PersonFile file, List<Reference> coverages) {
    CoverageEligibilityResponse response =
        persons.response(question.request(), file.output(), coverages, clock.instant());
    PersonMask mask = new PersonMask(question, file.person());
    BenefitAnswer benefits = new BenefitAnswer(dictionaries, mask);
    file.entitlements()
        .forEach(
            (place, output) -> benefits.entitlement(response.getInsurance().get(place), output));
    file.diseases()
        .forEach((place, output) -> benefits.diseases(response.getInsurance().get(place), output));
    file.sums()
        .forEach(
            (place, output) ->
                benefits.accumulated(
                    response.getInsurance().get(place),
                    file.insurances().get(place).text("insutype").orElseThrow(),
                    output,
                    sums));
    List<String> words = new ArrayList<>();
    for (MappingProblem problem : persons.differences(file.output(), question.patient())) {
      String text = warning(problem);
      words.add(text);
      response
          .addError()
          .setCode(new CodeableConcept(new Coding().setCode(problem.rule())).setText(text));
    }
    words.add(EligibilityTexts.both(state(file.insurances())));
    if (file.refusal() != null) {
      response.setOutcome(RemittanceOutcome.PARTIAL);
      refused(response, mask.apply(file.refusal()));
      words.add(EligibilityTexts.both("benefits-refused"));
    }
    response.setDisposition(String.join(" ", words));
    return response;
  }

  /** Of a platform that knows no such person, or not for this district. */
  CoverageEligibilityResponse refused(Question question, String text) {
    CoverageEligibilityResponse response =
        persons.response(question.request(), Payload.empty(), List.of(), clock.instant());
    response.setOutcome(RemittanceOutcome.ERROR);
    String masked = text == null ? "" : new PersonMask(question, Row.empty()).apply(text).strip();
    refused(response, masked);
    response.setDisposition((EligibilityTexts.both("refused") + " " + masked).strip());
    return response;
  }

  private static void refused(CoverageEligibilityResponse response, String masked) {
    response
        .addError()
        .setCode(
            new CodeableConcept(
                    new Coding()
                        .setSystem(ClaimAnswers.STATES)
                        .setCode(BookingState.REFUSED.code()))
                .setText(masked.isEmpty() ? EligibilityTexts.both("refused") : masked));
  }

  private static String state(List<Row> insurances) {
    if (insurances.isEmpty()) {
      return "uninsured";
    }
    return insurances.stream().allMatch(PersonAnswer::inForce) ? "insured" : "suspended";
  }

  private static String warning(MappingProblem problem) {
    return problem.text(Locale.CHINESE)
        + problem.remedy(Locale.CHINESE)
        + " "
        + problem.text(Locale.ENGLISH)
        + " "
        + problem.remedy(Locale.ENGLISH);
  }
}
