package org.xiangqiao.mappings.county;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.MappingProblem;

/** What the platform requires: resident with name, national vaccine code, day, known status. */
final class CountyRules {

  private final String effect;
  private final Immunization immunization;
  private final Patient patient;
  private final List<MappingProblem> problems = new ArrayList<>();

  CountyRules(String effect, Immunization immunization, Patient patient) {
    this.effect = effect;
    this.immunization = immunization;
    this.patient = patient;
  }

  /**
   * @throws CountyMappingException with everything that is missing
   */
  void check(CountyImmunizationMessage message) {
    require(patient != null, "Immunization.patient", "county.patient-missing");
    require(
        patient == null || message.resident().name() != null,
        "Patient.name",
        "county.name-missing");
    require(
        message.dose().vaccineCode() != null,
        "Immunization.vaccineCode",
        "county.vaccine-code-missing");
    boolean dated = immunization.hasOccurrenceDateTimeType();
    require(dated, "Immunization.occurrenceDateTime", "county.date-missing");
    require(
        !dated || message.dose().vaccinatedAt() != null,
        "Immunization.occurrenceDateTime",
        "county.date-imprecise");
    require(message.status() != null, "Immunization.status", "county.status-missing");
    if (message.operation() == null) {
      problems.add(MappingProblem.of("operation", "county.operation-unknown", effect));
    }
    if (!problems.isEmpty()) {
      throw new CountyMappingException(problems);
    }
  }

  private void require(boolean there, String place, String rule) {
    if (!there) {
      problems.add(MappingProblem.of(place, rule));
    }
  }
}
