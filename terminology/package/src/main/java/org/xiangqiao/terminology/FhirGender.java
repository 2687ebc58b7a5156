package org.xiangqiao.terminology;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;

/** Sex (性别) between GB/T 2261.1 or HL7 table 0001 and FHIR, from {@code fhir-gender.csv}. */
public final class FhirGender {

  private final Map<String, AdministrativeGender> toFhir;
  private final Map<AdministrativeGender, String> toNational;

  private FhirGender(
      Map<String, AdministrativeGender> toFhir, Map<AdministrativeGender, String> toNational) {
    this.toFhir = Map.copyOf(toFhir);
    this.toNational = Map.copyOf(toNational);
  }

  public static FhirGender load() {
    Map<String, AdministrativeGender> toFhir = new HashMap<>();
    Map<AdministrativeGender, String> toNational = new HashMap<>();
    for (Map<String, String> row : CsvResource.rows(FhirGender.class, "fhir-gender.csv")) {
      AdministrativeGender gender = AdministrativeGender.fromCode(row.get("fhir"));
      toFhir.put(row.get("code"), gender);
      if (row.get("back").equals("yes")) {
        toNational.put(gender, row.get("code"));
      }
    }
    return new FhirGender(toFhir, toNational);
  }

  /** By a code of either table. */
  public Optional<AdministrativeGender> toFhir(String code) {
    return Optional.ofNullable(toFhir.get(code.toUpperCase(Locale.ROOT)));
  }

  /** GB/T 2261.1; {@code 9} (未说明的性别) when there is none. */
  public String toNational(AdministrativeGender gender) {
    return gender == null ? "9" : toNational.getOrDefault(gender, "9");
  }
}
