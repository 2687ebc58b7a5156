package org.xiangqiao.mappings.insurance.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AdjudicationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ExplanationOfBenefit;
import org.hl7.fhir.r4.model.ExplanationOfBenefit.ExplanationOfBenefitStatus;
import org.hl7.fhir.r4.model.ExplanationOfBenefit.RemittanceOutcome;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** A settlement as the patient's statement (ExplanationOfBenefit): the bill and what was judged. */
public final class SettlementExplanation {

  /**
   * @param response the final one, with its id
   * @param head {@code setlinfo} of the platform, for the balance
   */
  public ExplanationOfBenefit explain(Claim claim, ClaimResponse response, Row head) {
    ExplanationOfBenefit eob = new ExplanationOfBenefit();
    eob.setStatus(ExplanationOfBenefitStatus.ACTIVE);
    response.getExtensionsByUrl(InsuranceSystems.extension("clearing")).stream()
        .map(Extension::copy)
        .forEach(eob::addExtension);
    response.getIdentifier().forEach(identifier -> eob.addIdentifier(identifier.copy()));
    eob.setType(claim.getType().copy());
    if (claim.hasSubType()) {
      eob.setSubType(claim.getSubType().copy());
    }
    eob.setUse(ExplanationOfBenefit.Use.fromCode(claim.getUse().toCode()));
    eob.setPatient(claim.getPatient().copy());
    if (claim.hasBillablePeriod()) {
      eob.setBillablePeriod(claim.getBillablePeriod().copy());
    }
    eob.setCreatedElement(response.getCreatedElement().copy());
    eob.setInsurer(response.getInsurer().copy());
    eob.setProvider(claim.getProvider().copy());
    eob.setClaim(new Reference("Claim/" + claim.getIdElement().getIdPart()));
    eob.setClaimResponse(new Reference("ClaimResponse/" + response.getIdElement().getIdPart()));
    eob.setOutcome(RemittanceOutcome.fromCode(response.getOutcome().toCode()));
    claim
        .getInsurance()
        .forEach(
            insurance ->
                eob.addInsurance()
                    .setFocal(insurance.getFocal())
                    .setCoverage(insurance.getCoverage().copy()));
    claim.getItem().forEach(item -> item(eob, item, response));
    response.getAdjudication().forEach(adjudication -> eob.addAdjudication(copy(adjudication)));
    response
        .getTotal()
        .forEach(
            total ->
                eob.addTotal()
                    .setCategory(total.getCategory().copy())
                    .setAmount(total.getAmount().copy()));
    payment(eob, response);
    balance(eob, head);
    return eob;
  }

  private static void item(ExplanationOfBenefit eob, ItemComponent item, ClaimResponse response) {
    ExplanationOfBenefit.ItemComponent line = eob.addItem();
    line.setSequence(item.getSequence());
    line.setProductOrService(item.getProductOrService().copy());
    line.setServiced(item.getServiced());
    line.setQuantity(item.getQuantity().copy());
    line.setUnitPrice(item.getUnitPrice().copy());
    line.setNet(item.getNet().copy());
    response.getItem().stream()
        .filter(judged -> judged.getItemSequence() == item.getSequence())
        .flatMap(judged -> judged.getAdjudication().stream())
        .forEach(adjudication -> line.addAdjudication(copy(adjudication)));
  }

  private static ExplanationOfBenefit.AdjudicationComponent copy(AdjudicationComponent judged) {
    ExplanationOfBenefit.AdjudicationComponent copy =
        new ExplanationOfBenefit.AdjudicationComponent().setCategory(judged.getCategory().copy());
    if (judged.hasReason()) {
      copy.setReason(judged.getReason().copy());
    }
    if (judged.hasAmount()) {
      copy.setAmount(judged.getAmount().copy());
    }
    if (judged.hasValue()) {
      copy.setValueElement(judged.getValueElement().copy());
    }
    return copy;
  }

  private static void payment(ExplanationOfBenefit eob, ClaimResponse response) {
    if (response.hasPayment()) {
      eob.getPayment()
          .setType(response.getPayment().getType().copy())
          .setDateElement(response.getPayment().getDateElement().copy())
          .setAmount(response.getPayment().getAmount().copy());
    }
  }

  /** 余额 {@code balc}, after this settlement. */
  private static void balance(ExplanationOfBenefit eob, Row head) {
    Optional.of(head)
        .flatMap(row -> row.number("balc"))
        .ifPresent(
            balance ->
                eob.addBenefitBalance()
                    .setCategory(
                        concept("http://terminology.hl7.org/CodeSystem/ex-benefitcategory", "1"))
                    .addFinancial()
                    .setType(
                        concept("http://terminology.hl7.org/CodeSystem/benefit-type", "benefit")
                            .setText("余额"))
                    .setAllowed(Values.money(balance)));
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
