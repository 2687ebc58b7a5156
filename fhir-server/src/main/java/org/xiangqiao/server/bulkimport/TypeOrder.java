package org.xiangqiao.server.bulkimport;

import java.util.Comparator;
import java.util.List;

/**
 * The order in which inputs are loaded: what others refer to goes first, so that few rows must wait
 * for what comes later. Types that are not named stand between the two lists.
 */
final class TypeOrder {

  private static final List<String> FIRST =
      List.of(
          "CodeSystem",
          "ValueSet",
          "SearchParameter",
          "Organization",
          "Location",
          "HealthcareService",
          "Practitioner",
          "PractitionerRole",
          "Substance",
          "Medication",
          "Patient",
          "RelatedPerson",
          "Person",
          "Group",
          "Device",
          "Binary",
          "Coverage",
          "EpisodeOfCare",
          "CareTeam",
          "Appointment",
          "Encounter",
          "Condition",
          "AllergyIntolerance",
          "Specimen",
          "ServiceRequest",
          "MedicationRequest",
          "Observation",
          "Procedure",
          "Immunization");

  private static final List<String> LAST =
      List.of(
          "CarePlan",
          "DiagnosticReport",
          "DocumentReference",
          "Claim",
          "ClaimResponse",
          "ExplanationOfBenefit",
          "Composition",
          "List",
          "Provenance");

  private TypeOrder() {}

  static List<ImportInput> sorted(List<ImportInput> inputs) {
    return inputs.stream()
        .sorted(
            Comparator.comparingInt((ImportInput input) -> rank(input.type()))
                .thenComparingInt(ImportInput::number))
        .toList();
  }

  private static int rank(String type) {
    int first = FIRST.indexOf(type);
    if (first >= 0) {
      return first;
    }
    int last = LAST.indexOf(type);
    return FIRST.size() + (last < 0 ? 0 : last + 1);
  }
}
