package org.xiangqiao.server.insurance.print;

import ca.uhn.fhir.context.FhirContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.book.SettledVersions;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.server.insurance.InsuranceFaults;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/** Reads what is printed, as the caller may. */
final class PrintedBills {

  private final FhirStore store;
  private final FhirContext fhir;
  private final SettledVersions settled;
  private final SentCodes codes;
  private final InsuranceFaults faults;

  PrintedBills(
      FhirStore store,
      FhirContext fhir,
      SettledVersions settled,
      SentCodes codes,
      InsuranceFaults faults) {
    this.store = store;
    this.fhir = fhir;
    this.settled = settled;
    this.codes = codes;
    this.faults = faults;
  }

  /** By its id; 404 if there is none. */
  <T extends Resource> T read(Caller caller, Class<T> type, String id) {
    String name = type.getSimpleName();
    return store
        .read(caller, name, id)
        .filter(found -> !found.deleted())
        .map(found -> parse(type, found.json()))
        .orElseThrow(() -> faults.of(new DeskException(DeskException.Reason.UNKNOWN, name, id)));
  }

  /** As it was in that version; empty if it is not kept any more. */
  <T extends Resource> Optional<T> version(Caller caller, Class<T> type, String id, long version) {
    return store
        .readVersion(caller, type.getSimpleName(), id, version)
        .filter(found -> !found.deleted())
        .map(found -> parse(type, found.json()));
  }

  /** As it was settled, with the national codes that its lines were sent with. */
  Claim claim(Caller caller, ClaimResponse answer) {
    String id = answer.getRequest().getReferenceElement().getIdPart();
    Claim claim =
        Optional.ofNullable(settled(caller, List.of(id)).get(id))
            .flatMap(version -> version(caller, Claim.class, id, version))
            .orElseGet(() -> read(caller, Claim.class, id));
    codes.fill(caller, claim, answer);
    return claim;
  }

  /** Lines of a bill with what was made of them. */
  List<JudgedLine> lines(Caller caller, Claim claim, ClaimResponse answer) {
    codes.fill(caller, claim, answer);
    return JudgedLine.of(claim, answer);
  }

  /** Versions that were handed in, by logical id of the Claim. */
  Map<String, Long> settled(Caller caller, Collection<String> claims) {
    return settled.of(caller.tenantId(), claims);
  }

  /** Nameless when the reference names nobody who is stored. */
  PrintedPerson person(Caller caller, Reference patient) {
    IIdType id = patient.getReferenceElement();
    return "Patient".equals(id.getResourceType())
        ? PrintedPerson.of(read(caller, Patient.class, id.getIdPart()))
        : PrintedPerson.of(new Patient());
  }

  <T extends Resource> T parse(Class<T> type, String json) {
    return fhir.newJsonParser().parseResource(type, json);
  }
}
