package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.ClaimResponseStatus;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.amount.Settlement;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * The answer of a quote or settlement (2206, 2207, 2303, 2304) as a ClaimResponse: one total per
 * amount key, one adjudication per fund, the lines as the platform judged them.
 */
public final class SettlementAnswer {

  private final Dictionaries dictionaries;
  private final Adjudications adjudications;

  public SettlementAnswer(Dictionaries dictionaries) {
    this.dictionaries = dictionaries;
    this.adjudications = new Adjudications(dictionaries);
  }

  /**
   * Settled, or quoted when the claim is a predetermination.
   *
   * @param lines rows of the answer to the uploaded lines (2204, 2301)
   */
  public ClaimResponse settled(
      Claim claim, Coverage coverage, Payload output, List<Row> lines, Instant created) {
    Row head = output.row(Settlement.HEAD);
    ClaimResponse response = begun(claim, coverage, created);
    response.setOutcome(RemittanceOutcome.COMPLETE);
    clearing(head).ifPresent(response::addExtension);
    items(response, claim, lines);
    head.number("pool_prop_selfpay")
        .ifPresent(
            ratio -> response.addAdjudication(adjudications.ratio("pool_prop_selfpay", ratio)));
    output
        .rows(Settlement.FUNDS)
        .forEach(fund -> adjudications.ofFund(fund).forEach(response::addAdjudication));
    for (String key : Settlement.AMOUNTS) {
      Settlement.amount(head, key)
          .ifPresent(
              amount ->
                  response
                      .addTotal()
                      .setCategory(Adjudications.category(key))
                      .setAmount(Values.money(amount)));
    }
    if (claim.getUse() == Use.CLAIM) {
      booked(response, head);
    }
    notes(response, output, head);
    return response;
  }

  /**
   * Charge lines that are uploaded and not settled yet: priced, without totals and payment.
   *
   * @param lines rows of the answers to the uploaded lines (2301)
   */
  public ClaimResponse uploaded(Claim claim, Coverage coverage, List<Row> lines, Instant created) {
    ClaimResponse response = begun(claim, coverage, created);
    // What is complete has the totals of a settlement.
    response.setOutcome(RemittanceOutcome.PARTIAL);
    items(response, claim, lines);
    return response;
  }

  /** Refused; the platform's text may name the person, so it goes to the counter and no log. */
  public ClaimResponse refused(
      Claim claim, Coverage coverage, InsuranceAnswer answer, Instant created) {
    ClaimResponse response = begun(claim, coverage, created);
    response.setOutcome(RemittanceOutcome.ERROR);
    String text = answer.error() == null ? "infcode " + answer.code() : answer.error();
    response.setDisposition(text);
    response
        .addError()
        .setCode(
            new CodeableConcept(
                    new Coding()
                        .setSystem(InsuranceSystems.dictionary("infcode"))
                        .setCode(String.valueOf(answer.code())))
                .setText(text));
    return response;
  }

  /** Sent, its result not yet known. */
  public ClaimResponse queued(Claim claim, Coverage coverage, Instant created) {
    return begun(claim, coverage, created).setOutcome(RemittanceOutcome.QUEUED);
  }

  private static ClaimResponse begun(Claim claim, Coverage coverage, Instant created) {
    ClaimResponse response = new ClaimResponse();
    response.getMeta().addProfile(InsuranceSystems.extension("claim-response"));
    response.setStatus(ClaimResponseStatus.ACTIVE);
    response.setType(claim.getType().copy());
    if (claim.hasSubType()) {
      response.setSubType(claim.getSubType().copy());
    }
    response.setUse(ClaimResponse.Use.fromCode(claim.getUse().toCode()));
    response.setPatient(claim.getPatient().copy());
    response.setCreatedElement(Values.moment(created));
    response.setInsurer(coverage.getPayorFirstRep().copy());
    response.setRequestor(claim.getProvider().copy());
    response.setRequest(new Reference("Claim/" + claim.getIdElement().getIdPart()));
    return response;
  }

  private void items(ClaimResponse response, Claim claim, List<Row> lines) {
    for (ItemComponent item : claim.getItem()) {
      String number = ClaimFields.lineNumber(item);
      lines.stream()
          .filter(line -> line.text("feedetl_sn").filter(n -> n.equals(number)).isPresent())
          .findFirst()
          .map(adjudications::ofLine)
          .filter(judged -> !judged.isEmpty())
          .ifPresent(
              judged ->
                  response.addItem().setItemSequence(item.getSequence()).setAdjudication(judged));
    }
  }

  private static void booked(ClaimResponse response, Row head) {
    head.text("setl_id")
        .ifPresent(
            id ->
                response.addIdentifier(
                    new Identifier().setSystem(InsuranceSystems.SETTLEMENT).setValue(id)));
    // A payment that the platform does not tell is not made up.
    head.number("fund_pay_sumamt").ifPresent(paid -> paid(response, head, paid));
  }

  private static void paid(ClaimResponse response, Row head, BigDecimal paid) {
    response
        .getPayment()
        .setType(
            new CodeableConcept(
                new Coding(
                    "http://terminology.hl7.org/CodeSystem/ex-paymenttype", "complete", null)))
        .setAmount(Values.money(paid));
    head.text("setl_time").flatMap(Values::day).ifPresent(response.getPayment()::setDateElement);
  }

  private Optional<Extension> clearing(Row head) {
    Extension clearing = new Extension(InsuranceSystems.extension("clearing"));
    head.text("clr_type")
        .ifPresent(type -> clearing.addExtension("type", concept("clr_type", type)));
    head.text("clr_way").ifPresent(way -> clearing.addExtension("way", concept("clr_way", way)));
    head.text("clr_optins")
        .ifPresent(
            office ->
                clearing.addExtension(
                    "office",
                    new Identifier().setSystem(InsuranceSystems.DISTRICT).setValue(office)));
    return Optional.of(clearing).filter(Extension::hasExtension);
  }

  private CodeableConcept concept(String dictionary, String code) {
    return new CodeableConcept(
        new Coding(
            InsuranceSystems.dictionary(dictionary),
            code,
            dictionaries.find(dictionary).flatMap(known -> known.meaning(code)).orElse(null)));
  }

  /** What the counter reads aloud, and how the platform came to it. */
  private static void notes(ClaimResponse response, Payload output, Row head) {
    Set<String> notes = new LinkedHashSet<>();
    notes.add(
        "医疗费总额 %s 元，基金支付 %s 元，个人账户 %s 元，现金 %s 元"
            .formatted(
                spoken(head, "medfee_sumamt"),
                spoken(head, "fund_pay_sumamt"),
                spoken(head, "acct_pay"),
                spoken(head, Settlement.CASH)));
    output.rows(Settlement.FUNDS).forEach(f -> f.text("setl_proc_info").ifPresent(notes::add));
    int number = 0;
    for (String note : notes) {
      response.addProcessNote().setNumber(++number).setText(note);
    }
  }

  private static String spoken(Row head, String key) {
    return Settlement.amount(head, key)
        .map(Values::exact)
        .map(BigDecimal::toPlainString)
        .orElse("-");
  }
}
