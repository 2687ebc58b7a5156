package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse.AdjudicationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.amount.Settlement;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Amounts as adjudications: the category's code is the platform's key. */
final class Adjudications {

  private static final List<String> FUND_AMOUNTS =
      List.of("fund_payamt", "inscp_scp_amt", "crt_payb_lmt_amt");
  private static final List<String> LINE_LEVELS = List.of("chrgitm_lv", "med_chrgitm_type");

  private final Dictionaries dictionaries;

  Adjudications(Dictionaries dictionaries) {
    this.dictionaries = dictionaries;
  }

  /** Of one line of the answer to uploaded details (2204, 2301). */
  List<AdjudicationComponent> ofLine(Row line) {
    List<AdjudicationComponent> all = new ArrayList<>();
    for (String key : Settlement.LINE_AMOUNTS) {
      line.number(key).ifPresent(amount -> all.add(amount(key, Values.exact(amount))));
    }
    line.number("selfpay_prop").ifPresent(ratio -> all.add(ratio("selfpay_prop", ratio)));
    if (!all.isEmpty()) {
      CodeableConcept reason = new CodeableConcept();
      LINE_LEVELS.forEach(key -> coding(line, key).ifPresent(reason::addCoding));
      line.text("memo").ifPresent(reason::setText);
      if (!reason.isEmpty()) {
        all.get(0).setReason(reason);
      }
    }
    return all;
  }

  /** Per fund (基金分项): payment, base and limit, each with the fund's code beside the key. */
  List<AdjudicationComponent> ofFund(Row fund) {
    List<AdjudicationComponent> all = new ArrayList<>();
    for (String key : FUND_AMOUNTS) {
      fund.number(key)
          .ifPresent(
              amount -> {
                AdjudicationComponent adjudication = amount(key, Values.exact(amount));
                coding(fund, "fund_pay_type")
                    .ifPresent(
                        type ->
                            adjudication
                                .getCategory()
                                .addCoding(
                                    fund.text("fund_pay_type_name")
                                        .map(name -> type.copy().setDisplay(name))
                                        .orElse(type)));
                all.add(adjudication);
              });
    }
    return all;
  }

  AdjudicationComponent ratio(String key, BigDecimal value) {
    return new AdjudicationComponent().setCategory(category(key)).setValue(value);
  }

  static CodeableConcept category(String key) {
    return new CodeableConcept(new Coding().setSystem(InsuranceSystems.ADJUDICATION).setCode(key));
  }

  private static AdjudicationComponent amount(String key, BigDecimal amount) {
    return new AdjudicationComponent().setCategory(category(key)).setAmount(Values.money(amount));
  }

  private Optional<Coding> coding(Row row, String key) {
    return row.text(key)
        .map(
            code ->
                new Coding(
                    InsuranceSystems.dictionary(key),
                    code,
                    dictionaries.find(key).flatMap(known -> known.meaning(code)).orElse(null)));
  }
}
