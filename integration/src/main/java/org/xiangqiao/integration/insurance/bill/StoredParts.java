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
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/** What a claim refers to, read from the store. */
final class StoredParts {

  private final FhirStore store;
  private final FhirContext fhir;
  private final CasePapers papers;

  StoredParts(FhirStore store, FhirContext fhir, CasePapers papers) {
    this.store = store;
    this.fhir = fhir;
    this.papers = papers;
  }

  /**
   * @throws DeskException if it is not there
   */
  Claim claim(InsuranceCase owner) {
    return papers.claim(owner).orElseThrow(() -> missing("Claim"));
  }

  /**
   * @throws DeskException if it is not there
   */
  Coverage coverage(InsuranceCase owner) {
    return papers.coverage(owner).orElseThrow(() -> missing("Coverage"));
  }

  /**
   * @throws DeskException if it is not there, which the place names
   */
  <R extends Resource> R read(Caller caller, Class<R> type, String id, String place) {
    return find(caller, type, id).orElseThrow(() -> missing(place));
  }

  <R extends Resource> Optional<R> find(Caller caller, Class<R> type, String id) {
    return store
        .read(caller, type.getSimpleName(), id)
        .filter(one -> !one.deleted())
        .map(one -> fhir.newJsonParser().parseResource(type, one.json()));
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

  private static DeskException missing(String place) {
    return new DeskException(Reason.INCOMPLETE, place, place);
  }
}
