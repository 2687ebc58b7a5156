package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.DiagnosisComponent;
import org.hl7.fhir.r4.model.Claim.InsuranceComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/** What a claim refers to, read from the store. */
final class StoredParts {

  private final FhirStore store;
  private final FhirContext fhir;

  StoredParts(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * @throws DeskException if it is not there, which the place names
   */
  <R extends Resource> R read(Caller caller, Class<R> type, String id, String place) {
    return find(caller, type, id).orElseThrow(() -> missing(place));
  }

  /**
   * @param version null for the current one
   * @throws DeskException if it is not there, which the place names
   */
  <R extends Resource> R read(Caller caller, Class<R> type, String id, Long version, String place) {
    if (version == null) {
      return read(caller, type, id, place);
    }
    return parsed(type, store.readVersion(caller, type.getSimpleName(), id, version))
        .orElseThrow(() -> missing(place));
  }

  <R extends Resource> Optional<R> find(Caller caller, Class<R> type, String id) {
    return parsed(type, store.read(caller, type.getSimpleName(), id));
  }

  /** The conditions that are diagnoses of a claim. */
  List<Condition> conditions(Caller caller, Claim claim) {
    return claim.getDiagnosis().stream()
        .filter(DiagnosisComponent::hasDiagnosisReference)
        .map(diagnosis -> id(diagnosis.getDiagnosisReference(), "Condition"))
        .flatMap(Optional::stream)
        .map(id -> read(caller, Condition.class, id, "Claim.diagnosis"))
        .toList();
  }

  /**
   * @param purpose tells apart claims of one content that are handed in for different things
   * @return SHA-256 of what the client wrote, without what a server adds
   */
  byte[] digest(String purpose, Claim claim) {
    Claim bare = claim.copy();
    bare.setId((String) null);
    bare.setMeta(null);
    return digest(purpose + fhir.newJsonParser().encodeResourceToString(bare));
  }

  static byte[] digest(String content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws DeskException if it names no Coverage by reference
   */
  static String coverage(Claim claim) {
    return claim.getInsurance().stream()
        .filter(InsuranceComponent::getFocal)
        .map(insurance -> id(insurance.getCoverage(), "Coverage"))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> missing("Claim.insurance.coverage"));
  }

  static Optional<String> id(Reference reference, String type) {
    IIdType named = reference.getReferenceElement();
    return type.equals(named.getResourceType())
        ? Optional.ofNullable(named.getIdPart())
        : Optional.empty();
  }

  /**
   * @throws DeskException if it is not there
   */
  static void require(boolean there, String place) {
    if (!there) {
      throw missing(place);
    }
  }

  private <R extends Resource> Optional<R> parsed(Class<R> type, Optional<StoredResource> found) {
    return found
        .filter(one -> !one.deleted())
        .map(one -> fhir.newJsonParser().parseResource(type, one.json()));
  }

  private static DeskException missing(String place) {
    return new DeskException(Reason.INCOMPLETE, place, place);
  }
}
