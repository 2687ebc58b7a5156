package org.xiangqiao.mappings.county;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * What the county platform takes: one dose of one resident. Field names are the platform's own
 * (lower camel case), dates ISO 8601, times with offset +08:00.
 *
 * @param messageId stable message id; the platform ignores one that it has seen
 * @param operation {@code ADD}, {@code UPDATE} or {@code DELETE}
 * @param status {@code DONE}, {@code NOT_DONE} or {@code ENTERED_IN_ERROR}
 */
public record CountyImmunizationMessage(
    String messageId,
    String operation,
    String recordId,
    long recordVersion,
    Resident resident,
    Dose dose,
    String status,
    String statusReason,
    String organizationId) {

  /** 受种者. {@code sex} is GB/T 2261.1. */
  public record Resident(
      String residentId,
      String idCard,
      String name,
      String sex,
      LocalDate birthDate,
      String phone,
      String guardianName,
      String guardianRelation,
      String address) {}

  /** 接种记录. {@code vaccineCode} is the national 4-digit product code. */
  public record Dose(
      String vaccineCode,
      String vaccineName,
      Integer doseNumber,
      String lotNumber,
      String manufacturer,
      LocalDate expirationDate,
      OffsetDateTime vaccinatedAt,
      String siteCode,
      String routeCode,
      String doseQuantity,
      String performer,
      boolean historical) {}
}
