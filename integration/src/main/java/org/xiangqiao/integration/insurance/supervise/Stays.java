package org.xiangqiao.integration.insurance.supervise;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.programmes.supervision.Stay;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;

/** Stays of a resident (住院), from inpatient Encounters. */
final class Stays {

  private static final Set<EncounterStatus> NEVER_WERE =
      Set.of(EncounterStatus.PLANNED, EncounterStatus.CANCELLED, EncounterStatus.ENTEREDINERROR);

  /** 医嘱转院, 医嘱转社区卫生服务机构. */
  private static final Set<String> TRANSFERS = Set.of("2", "3");

  private static final String MOST = "50";

  private final FhirStore store;
  private final FhirContext fhir;

  Stays(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /** Those that touch these days, the newest when there are too many. */
  List<Encounter> between(Caller caller, String patientId, LocalDate from, LocalDate to) {
    return store
        .search(
            caller,
            new SearchRequest(
                "Encounter",
                Map.of(
                    "patient", List.of("Patient/" + patientId),
                    "class", List.of("IMP"),
                    "date", List.of("ge" + from, "le" + to),
                    "_sort", List.of("-date"),
                    "_count", List.of(MOST)),
                false))
        .matches()
        .stream()
        .map(found -> fhir.newJsonParser().parseResource(Encounter.class, found.json()))
        .filter(stay -> !NEVER_WERE.contains(stay.getStatus()))
        .toList();
  }

  static boolean inpatient(Encounter visit) {
    return "IMP".equals(visit.getClass_().getCode());
  }

  /**
   * @param diagnosis of its bill, or null
   */
  static Stay of(Encounter stay, String diagnosis) {
    return new Stay(
        stay.getIdElement().getIdPart(),
        stay.getServiceProvider().getIdentifier().getValue(),
        Days.day(stay.getPeriod().getStartElement()),
        Days.day(stay.getPeriod().getEndElement()),
        diagnosis == null ? reason(stay) : diagnosis,
        codes(Stream.of(stay.getHospitalization().getDischargeDisposition()))
            .anyMatch(
                coding ->
                    InsuranceSystems.dictionary("dscg_way").equals(coding.getSystem())
                        && TRANSFERS.contains(coding.getCode())));
  }

  private static String reason(Encounter stay) {
    return stay.getReasonCode().stream().flatMap(IcdCodes::of).findFirst().orElse(null);
  }

  private static Stream<Coding> codes(Stream<CodeableConcept> concepts) {
    return concepts.flatMap(concept -> concept.getCoding().stream());
  }
}
