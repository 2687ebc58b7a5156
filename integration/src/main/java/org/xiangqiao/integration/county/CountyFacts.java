package org.xiangqiao.integration.county;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.outbox.OutboxFact;
import org.xiangqiao.integration.outbox.OutboxProblems;
import org.xiangqiao.integration.outbox.UnmappableException;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/** Reads what a message is about: the very version of the Immunization, and its Patient as now. */
class CountyFacts {

  private final FhirStore store;
  private final FhirContext fhir;

  CountyFacts(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /** Of a deletion, the last content before it. */
  Immunization immunization(OutboxFact fact) {
    Caller caller = caller(fact);
    long version = "deleted".equals(fact.effect()) ? fact.version() - 1 : fact.version();
    return store
        .readVersion(caller, fact.resourceType(), fact.resourceId(), version)
        .filter(found -> !found.deleted())
        .map(found -> parse(Immunization.class, found))
        .orElseThrow(
            () ->
                new UnmappableException(
                    List.of(
                        OutboxProblems.of(
                            "Immunization",
                            "outbox.version-missing",
                            "Immunization/" + fact.resourceId(),
                            Long.toString(version)))));
  }

  Patient patient(OutboxFact fact, Immunization immunization) {
    String id = immunization.getPatient().getReferenceElement().getIdPart();
    return Optional.ofNullable(id)
        .flatMap(known -> living(caller(fact), known))
        .map(found -> parse(Patient.class, found))
        .orElseThrow(
            () ->
                new UnmappableException(
                    List.of(
                        OutboxProblems.of(
                            "Immunization.patient",
                            "outbox.patient-missing",
                            "Immunization/" + fact.resourceId()))));
  }

  /** Of a deleted patient, the last content: the platform still has to hear of his doses. */
  private Optional<StoredResource> living(Caller caller, String id) {
    return store
        .read(caller, "Patient", id)
        .flatMap(
            found ->
                found.deleted()
                    ? store.readVersion(caller, "Patient", id, found.version() - 1)
                    : Optional.of(found))
        .filter(found -> !found.deleted());
  }

  private static Caller caller(OutboxFact fact) {
    return new Caller(fact.tenantId(), "bridge:" + fact.partner(), "", fact.controlId());
  }

  private <T extends org.hl7.fhir.r4.model.Resource> T parse(Class<T> type, StoredResource found) {
    return fhir.newJsonParser().parseResource(type, found.json());
  }
}
