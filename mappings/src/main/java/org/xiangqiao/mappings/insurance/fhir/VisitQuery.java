package org.xiangqiao.mappings.insurance.fhir;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Encounter;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Input of 5201 就诊信息查询: looks for a visit or stay whose registration was not answered. */
public final class VisitQuery {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private VisitQuery() {}

  /**
   * Visits that began on the day of this one: 5201 wants a span of time.
   *
   * @param claim whose medical type is meant; null for any
   */
  public static Payload of(Encounter encounter, String person, Claim claim) {
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
        : Values.code(claim.getSubType(), InsuranceSystems.dictionary("med_type"));
  }
}
