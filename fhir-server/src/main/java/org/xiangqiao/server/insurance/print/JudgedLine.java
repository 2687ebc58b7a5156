package org.xiangqiao.server.insurance.print;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.AdjudicationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.xiangqiao.mappings.insurance.fhir.ClaimFields;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * A charge line (费用明细) with what the platform made of it.
 *
 * @param number that the line keeps in all bills; may be null
 * @param code national code of the item; may be null
 * @param day on which it was charged, in Asia/Shanghai
 * @param level 甲类, 乙类 …; empty until it was judged
 * @param ownShare what of it the person bears whatever the funds pay (全自费、超限价、先行自付); null until it
 *     was judged
 */
record JudgedLine(
    String number,
    LocalDate day,
    String name,
    String code,
    BigDecimal price,
    BigDecimal quantity,
    BigDecimal amount,
    String level,
    String category,
    BigDecimal ownShare) {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int DAY_LENGTH = 10;
  private static final String CHARGED = "https://fhir.xiangqiao.org/StructureDefinition/charged-at";
  private static final String LEVEL = InsuranceSystems.dictionary("chrgitm_lv");
  private static final String CATEGORY = InsuranceSystems.dictionary("med_chrgitm_type");
  private static final List<String> OWN =
      List.of("fulamt_ownpay_amt", "overlmt_amt", "preselfpay_amt");

  /** The lines of a bill in its order. */
  static List<JudgedLine> of(Claim claim, ClaimResponse response) {
    List<JudgedLine> lines = new ArrayList<>();
    for (ItemComponent item : claim.getItem()) {
      lines.add(of(claim, item, judged(response, item.getSequence())));
    }
    return lines;
  }

  private static JudgedLine of(
      Claim claim, ItemComponent item, List<AdjudicationComponent> judged) {
    return new JudgedLine(
        ClaimFields.lineNumber(item),
        day(claim, item),
        name(item.getProductOrService()),
        ClaimFields.nationalItem(item),
        item.getUnitPrice().getValue(),
        item.getQuantity().getValue(),
        item.getNet().getValue(),
        reason(judged, LEVEL),
        reason(judged, CATEGORY),
        judged.isEmpty() ? null : own(judged));
  }

  private static List<AdjudicationComponent> judged(ClaimResponse response, int sequence) {
    return response.getItem().stream()
        .filter(each -> each.getItemSequence() == sequence)
        .flatMap(each -> each.getAdjudication().stream())
        .toList();
  }

  private static LocalDate day(Claim claim, ItemComponent item) {
    BaseDateTimeType time =
        Optional.ofNullable(item.getExtensionByUrl(CHARGED))
            .map(Extension::getValue)
            .filter(BaseDateTimeType.class::isInstance)
            .map(BaseDateTimeType.class::cast)
            .orElse(item.hasServicedDateType() ? item.getServicedDateType() : null);
    BaseDateTimeType known = time == null ? claim.getCreatedElement() : time;
    String text = known.getValueAsString();
    return text.length() == DAY_LENGTH
        ? LocalDate.parse(text)
        : known.getValue().toInstant().atZone(CHINA).toLocalDate();
  }

  private static String name(CodeableConcept item) {
    if (item.hasText()) {
      return item.getText();
    }
    return item.getCoding().stream()
        .filter(Coding::hasDisplay)
        .map(Coding::getDisplay)
        .findFirst()
        .orElseGet(() -> item.getCodingFirstRep().getCode());
  }

  private static String reason(List<AdjudicationComponent> judged, String system) {
    return judged.stream()
        .flatMap(each -> each.getReason().getCoding().stream())
        .filter(coding -> system.equals(coding.getSystem()))
        .map(coding -> coding.hasDisplay() ? coding.getDisplay() : coding.getCode())
        .findFirst()
        .orElse("");
  }

  private static BigDecimal own(List<AdjudicationComponent> judged) {
    return judged.stream()
        .filter(each -> OWN.contains(each.getCategory().getCodingFirstRep().getCode()))
        .map(each -> each.getAmount().getValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
