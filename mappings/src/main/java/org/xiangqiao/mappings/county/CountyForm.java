package org.xiangqiao.mappings.county;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.xiangqiao.terminology.CsvResource;

/** The platform's words for operations and states, from {@code county-codes.csv}. */
final class CountyForm {

  private final List<Map<String, String>> rows =
      CsvResource.rows(CountyForm.class, "county-codes.csv");

  /** A dose taken back is deleted there, however it was written here. Null if unknown. */
  String operation(String effect, Immunization dose) {
    return dose.getStatus() == ImmunizationStatus.ENTEREDINERROR
        ? county("operation", "deleted")
        : county("operation", effect);
  }

  /** Null if unknown. */
  String status(Immunization dose) {
    return dose.hasStatus() ? county("status", dose.getStatus().toCode()) : null;
  }

  /** FHIR code of the platform's status; null if unknown. */
  ImmunizationStatus fhirStatus(String county) {
    Map<String, String> codes =
        rows.stream()
            .filter(row -> row.get("kind").equals("status"))
            .collect(Collectors.toMap(row -> row.get("county"), row -> row.get("fhir")));
    return codes.containsKey(county) ? ImmunizationStatus.fromCode(codes.get(county)) : null;
  }

  private String county(String kind, String fhir) {
    return rows.stream()
        .filter(row -> row.get("kind").equals(kind) && row.get("fhir").equals(fhir))
        .map(row -> row.get("county"))
        .findFirst()
        .orElse(null);
  }
}
