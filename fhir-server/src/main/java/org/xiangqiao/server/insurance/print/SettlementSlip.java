package org.xiangqiao.server.insurance.print;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.TotalComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Money;

/**
 * A settlement as the patient takes it home (医疗保险结算单).
 *
 * @param settlement number of the settlement (结算ID)
 * @param funds what each fund pays, those that pay something
 * @param total 医疗费总额; fund 基金支付; account 个人账户; cash 现金
 */
record SettlementSlip(
    boolean cancelled,
    PrintedPerson person,
    String institution,
    String settlement,
    String day,
    String kind,
    List<Amount> funds,
    List<Amount> amounts,
    List<JudgedLine> lines,
    String total,
    String fund,
    String account,
    String cash,
    List<String> notes) {

  /** A named amount in yuan. */
  record Amount(String name, String yuan) {}

  /**
   * @param response of a settlement that was booked
   */
  static SettlementSlip of(
      Claim claim,
      ClaimResponse response,
      boolean cancelled,
      PrintedPerson person,
      AmountNames names) {
    return new SettlementSlip(
        cancelled,
        person,
        response.getRequestor().hasDisplay()
            ? response.getRequestor().getDisplay()
            : response.getRequestor().getIdentifier().getValue(),
        response.getIdentifierFirstRep().getValue(),
        response.getPayment().getDateElement().getValueAsString(),
        words(response.getSubType()),
        funds(response),
        amounts(response, names),
        JudgedLine.of(claim, response),
        total(response, "medfee_sumamt"),
        total(response, "fund_pay_sumamt"),
        total(response, "acct_pay"),
        total(response, "psn_cash_pay"),
        response.getProcessNote().stream().map(note -> note.getText()).distinct().toList());
  }

  private static List<Amount> funds(ClaimResponse response) {
    List<Amount> funds = new ArrayList<>();
    response.getAdjudication().stream()
        .filter(each -> "fund_payamt".equals(each.getCategory().getCodingFirstRep().getCode()))
        .filter(each -> pays(each.getAmount()))
        .forEach(
            each ->
                funds.add(
                    new Amount(
                        words(
                            new CodeableConcept()
                                .setCoding(
                                    each.getCategory().getCoding().stream().skip(1).toList())),
                        yuan(each.getAmount()))));
    return funds;
  }

  private static List<Amount> amounts(ClaimResponse response, AmountNames names) {
    return response.getTotal().stream()
        .filter(each -> pays(each.getAmount()))
        .map(each -> new Amount(names.of(code(each)), yuan(each.getAmount())))
        .toList();
  }

  private static boolean pays(Money money) {
    return money.hasValue() && money.getValue().signum() != 0;
  }

  private static String code(TotalComponent total) {
    return total.getCategory().getCodingFirstRep().getCode();
  }

  private static String total(ClaimResponse response, String key) {
    return response.getTotal().stream()
        .filter(each -> key.equals(code(each)))
        .map(each -> yuan(each.getAmount()))
        .findFirst()
        .orElse("");
  }

  private static String yuan(Money money) {
    return money.getValue().setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String words(CodeableConcept concept) {
    Coding coding = concept.getCodingFirstRep();
    return coding.hasDisplay() ? coding.getDisplay() : coding.hasCode() ? coding.getCode() : "";
  }
}
