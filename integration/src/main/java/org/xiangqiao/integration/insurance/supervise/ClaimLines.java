package org.xiangqiao.integration.insurance.supervise;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.xiangqiao.mappings.insurance.fhir.ClaimFields;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.programmes.supervision.ClaimedLine;

/** Lines of a Claim (费用明细) as the rules see them. */
final class ClaimLines {

  private static final String XIANGQIAO = "https://fhir.xiangqiao.org/StructureDefinition/";
  private static final String DAYS = "prd_days";

  private final Claim claim;

  ClaimLines(Claim claim) {
    this.claim = claim;
  }

  List<ClaimedLine> lines() {
    List<ClaimedLine> lines = new ArrayList<>();
    for (ItemComponent item : claim.getItem()) {
      lines.add(line(lines.size(), item));
    }
    return lines;
  }

  private ClaimedLine line(int position, ItemComponent item) {
    BaseDateTimeType charged = charged(item);
    LocalDate day = Days.day(charged);
    return new ClaimedLine(
        position,
        ClaimFields.lineNumber(item),
        ClaimFields.nationalItem(item),
        item.getQuantity().getValue(),
        item.getUnitPrice().getValue(),
        item.getNet().getValue(),
        day == null ? Days.day(claim.getCreatedElement()) : day,
        Days.time(charged),
        days(item),
        item.hasUdi() || item.hasExtension(XIANGQIAO + "drug-trace-code"),
        ClaimFields.flag(item, "hosp_appr_flag"));
  }

  private static BaseDateTimeType charged(ItemComponent item) {
    Extension time = item.getExtensionByUrl(XIANGQIAO + "charged-at");
    if (time != null && time.getValue() instanceof DateTimeType moment) {
      return moment;
    }
    return item.hasServicedDateType() ? item.getServicedDateType() : null;
  }

  /** R4 has no place for them on the line: it names a supportingInfo that holds them. */
  private BigDecimal days(ItemComponent item) {
    List<Integer> named =
        item.getInformationSequence().stream().map(IntegerType::getValue).toList();
    return claim.getSupportingInfo().stream()
        .filter(info -> named.contains(info.getSequence()))
        .filter(ClaimLines::holdsDays)
        .map(info -> info.getValue() instanceof Quantity days ? days.getValue() : null)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean holdsDays(SupportingInformationComponent info) {
    return info.getCategory().getCoding().stream()
        .anyMatch(
            coding ->
                InsuranceSystems.FIELD.equals(coding.getSystem()) && DAYS.equals(coding.getCode()));
  }
}
