package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.InsuranceComponent;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.ItemsComponent;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.Field;
import org.xiangqiao.mappings.insurance.FieldType;
import org.xiangqiao.mappings.insurance.Node;
import org.xiangqiao.mappings.insurance.envelope.Numbers;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** The answers of 2001 (待遇享受检查) and 5301 (慢特病备案) as items of an insurance. */
public final class BenefitAnswer {

  private static final String ENTITLED = "1";

  /** Who it is stands elsewhere. */
  private static final Set<String> PERSON = Set.of("psn_no", "psn_name", "certno", "insutype");

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

  /**
   * 5206 累计信息, as the operator described its answer: one item per row; a number is what was used, a
   * code of a dictionary a modifier, all else the description.
   *
   * @param type {@code insutype} of the insurance; rows of another are passed over
   * @param described nodes of the answer
   */
  public void accumulated(
      InsuranceComponent insurance, String type, Payload output, List<Node> described) {
    for (Node node : described) {
      for (Row row : output.rows(node.name())) {
        if (row.text("insutype").filter(other -> !other.equals(type)).isEmpty()) {
          accumulated(item(insurance, row), node, row);
        }
      }
    }
  }

  private void accumulated(ItemsComponent item, Node node, Row row) {
    List<String> words = new ArrayList<>();
    for (Field field : node.fields()) {
      String text = row.text(field.key()).orElse("");
      if (text.isEmpty() || PERSON.contains(field.key())) {
        continue;
      }
      Optional<BigDecimal> number =
          field.type() == FieldType.NUMBER ? Numbers.parse(text) : Optional.empty();
      if (number.isPresent()) {
        item.addBenefit()
            .setType(
                new CodeableConcept(
                    new Coding(InsuranceSystems.FIELD, field.key(), field.nameZh())))
            .setUsed(Values.money(number.get()));
      } else if (field.dictionaryName().isPresent()) {
        item.addModifier(
            new CodeableConcept(
                new Coding(InsuranceSystems.dictionary(field.dictionary()), text, null)));
      } else {
        words.add(field.nameZh() + ": " + masking.apply(text));
      }
    }
    if (!words.isEmpty()) {
      item.setDescription(String.join("; ", words));
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
