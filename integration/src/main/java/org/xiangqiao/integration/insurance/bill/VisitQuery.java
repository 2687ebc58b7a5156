package org.xiangqiao.integration.insurance.bill;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/** Input of 5201 就诊信息查询. */
final class VisitQuery {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private VisitQuery() {}

  /**
   * Visits that began on the day of this one: 5201 wants a span of time.
   *
   * @param claim whose medical type is meant; null for any
   */
  static Payload of(Encounter encounter, String person, Claim claim) {
    LocalDate day = encounter.getPeriod().getStart().toInstant().atZone(CHINA).toLocalDate();
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", person)
            .put("begntime", RequestJson.TIME.format(day.atStartOfDay()))
            .put("endtime", RequestJson.TIME.format(day.atTime(LocalTime.of(23, 59, 59))))
            .put("med_type", medicalType(claim))
            .build());
  }

  private static String medicalType(Claim claim) {
    return claim == null
        ? null
        : claim.getSubType().getCoding().stream()
            .filter(coding -> InsuranceSystems.dictionary("med_type").equals(coding.getSystem()))
            .map(coding -> coding.getCode())
            .findFirst()
            .orElse(null);
  }
}
