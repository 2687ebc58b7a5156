package org.xiangqiao.mappings.insurance.fhir;

import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.InsuranceComponent;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.ItemsComponent;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** The answers of 2001 (待遇享受检查) and 5301 (慢特病备案) as items of an insurance. */
public final class BenefitAnswer {

  private static final String ENTITLED = "1";

  private final Dictionaries dictionaries;
  private final UnaryOperator<String> masking;

  /**
   * @param masking takes the person out of the platform's texts
   */
  public BenefitAnswer(Dictionaries dictionaries, UnaryOperator<String> masking) {
    this.dictionaries = dictionaries;
    this.masking = masking;
  }

  /** One item per fund (基金支付类型): excluded when the person is not entitled to it. */
  public void entitlement(InsuranceComponent insurance, Payload output) {
    for (Row row : output.rows("trtinfo")) {
      ItemsComponent item = item(insurance, row);
      row.text("fund_pay_type").map(this::fund).ifPresent(item::addModifier);
      row.text("trt_enjymnt_flag").ifPresent(flag -> item.setExcluded(!ENTITLED.equals(flag)));
      row.text("trt_chk_rslt").map(masking).ifPresent(item::setDescription);
    }
  }

  /** One item per disease that is filed. */
  public void diseases(InsuranceComponent insurance, Payload output) {
    for (Row row : output.rows("feedetail")) {
      ItemsComponent item = item(insurance, row);
      String name = row.text("opsp_dise_name").orElse(null);
      row.text("opsp_dise_code")
          .map(code -> new Coding(BenefitMessages.DISEASE, code, name))
          .ifPresent(code -> item.addModifier(new CodeableConcept(code)));
      item.setName(name);
    }
  }

  private static ItemsComponent item(InsuranceComponent insurance, Row row) {
    ItemsComponent item = insurance.addItem();
    item.setCategory(PersonAnswer.medicalCare());
    String term = row.text("begndate").orElse("") + "/" + row.text("enddate").orElse("");
    if (term.length() > 1) {
      item.setTerm(new CodeableConcept().setText(term));
    }
    return item;
  }

  private CodeableConcept fund(String code) {
    return new CodeableConcept(
        new Coding(
            InsuranceSystems.dictionary("fund_pay_type"),
            code,
            dictionaries.find("fund_pay_type").flatMap(known -> known.meaning(code)).orElse(null)));
  }
}
