package org.xiangqiao.integration.insurance.desk;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.ExplanationOfBenefit;
import org.hl7.fhir.r4.model.ExplanationOfBenefit.ExplanationOfBenefitStatus;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.run.Telling;
import org.xiangqiao.integration.insurance.run.Told;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.mappings.insurance.fhir.SettlementExplanation;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Answers with the patient's statement beside them (结算明细说明): an ExplanationOfBenefit under the id
 * of the ClaimResponse, written with it when the claim is settled and cancelled with it. R4
 * ExplanationOfBenefit.
 */
public final class ExplainedAnswers implements Telling {

  private final Telling answers;
  private final AnswerBodies bodies;
  private final FhirStore store;
  private final FhirContext fhir;
  private final NationalCoding coding;
  private final SettlementExplanation mapping = new SettlementExplanation();

  public ExplainedAnswers(
      Telling answers,
      AnswerBodies bodies,
      FhirStore store,
      FhirContext fhir,
      NationalCoding coding) {
    this.answers = answers;
    this.bodies = bodies;
    this.store = store;
    this.fhir = fhir;
    this.coding = coding;
  }

  @Override
  public List<WriteOperation> resources(Told told) {
    List<WriteOperation> writes = answers.resources(told);
    writes.stream()
        .map(ExplainedAnswers::response)
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(response -> explanation(told, response))
        .ifPresent(eob -> writes.add(new WriteOperation.Update(eob, null, null, null)));
    return writes;
  }

  @Override
  public List<WriteOperation> visit(InsuranceCase ended, Step because) {
    return answers.visit(ended, because);
  }

  @Override
  public String masked(InsuranceCase about, List<String> shown, String words) {
    return answers.masked(about, shown, words);
  }

  @Override
  public List<WriteOperation> untold(InsuranceCase ended) {
    return answers.untold(ended);
  }

  private static Optional<ClaimResponse> response(WriteOperation write) {
    return write instanceof WriteOperation.Update update
            && update.resource() instanceof ClaimResponse response
        ? Optional.of(response)
        : Optional.empty();
  }

  private Optional<ExplanationOfBenefit> explanation(Told told, ClaimResponse response) {
    InsuranceCase ended = told.ended();
    if (response.getStatus() == ClaimResponseStatus.CANCELLED) {
      return stored(ended)
          .filter(eob -> eob.getStatus() != ExplanationOfBenefitStatus.CANCELLED)
          .map(eob -> eob.setStatus(ExplanationOfBenefitStatus.CANCELLED));
    }
    boolean settled =
        ended.state() == BookingState.BOOKED
            && ended.goal().purpose() == Goal.Purpose.SETTLE
            && told.answer() != null
            && told.answer().code() == 0;
    if (!settled) {
      return Optional.empty();
    }
    Claim claim = bodies.claim(ended);
    // Lines that are billed by own codes show the national ones beside them.
    coding.fill(ended.caller().tenantId(), ended.institution(), claim, new Encounter(), List.of());
    ExplanationOfBenefit eob =
        mapping.explain(claim, response, told.answer().output().row("setlinfo"));
    eob.setId(ended.responseId());
    return Optional.of(eob);
  }

  private Optional<ExplanationOfBenefit> stored(InsuranceCase ended) {
    return store
        .read(ended.caller(), "ExplanationOfBenefit", ended.responseId())
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(ExplanationOfBenefit.class, found.json()));
  }
}
