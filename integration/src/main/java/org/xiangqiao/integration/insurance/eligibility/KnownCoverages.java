package org.xiangqiao.integration.insurance.eligibility;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Coverages of a patient, found again by person number, insurance type and district, whoever stored
 * them. One that is not there yet gets an id that comes from these, so that however many ask at
 * once there is no second one.
 */
final class KnownCoverages {

  /** A Coverage under its id, with what is to be written; empty when it is as told already. */
  record Kept(String id, Optional<WriteOperation> write) {}

  private static final String TYPE = InsuranceSystems.dictionary("insutype");
  private static final int ID_BYTES = 20;

  private final FhirStore store;
  private final FhirContext fhir;
  private final PersonDigest digests;

  KnownCoverages(FhirStore store, FhirContext fhir, PersonDigest digests) {
    this.store = store;
    this.fhir = fhir;
    this.digests = digests;
  }

  /**
   * @param told by the platform, each with another key
   * @return what becomes of each, in the same order
   */
  List<Kept> keep(Caller caller, String patientId, List<Coverage> told) {
    List<Coverage> stored = told.isEmpty() ? List.of() : stored(caller, patientId);
    return told.stream().map(one -> keep(stored, one, id(patientId, one))).toList();
  }

  private static Kept keep(List<Coverage> stored, Coverage told, String id) {
    Optional<Coverage> known =
        stored.stream()
            .filter(one -> sameKey(one, told))
            .filter(
                one ->
                    one.getStatus() != CoverageStatus.ENTEREDINERROR
                        || one.getIdElement().getIdPart().equals(id))
            .min(
                Comparator.comparing(
                        (Coverage one) -> one.getStatus() == CoverageStatus.ENTEREDINERROR)
                    .thenComparing(one -> one.getIdElement().getIdPart()));
    if (known.isEmpty()) {
      Coverage created = told.copy();
      created.setId(id);
      return new Kept(id, Optional.of(new WriteOperation.Update(created, null, null, true, null)));
    }
    Coverage was = known.get();
    String knownId = was.getIdElement().getIdPart();
    Coverage now = CoverageChange.of(was, told);
    return new Kept(
        knownId,
        now.equalsDeep(was)
            ? Optional.empty()
            : Optional.of(
                new WriteOperation.Update(
                    now, null, Long.valueOf(was.getMeta().getVersionId()), null)));
  }

  private static boolean sameKey(Coverage one, Coverage other) {
    return other.getSubscriberId().equals(one.getSubscriberId())
        && type(other).isPresent()
        && type(other).equals(type(one))
        && district(other).isPresent()
        && district(other).equals(district(one));
  }

  private static Optional<String> type(Coverage coverage) {
    return coverage.getType().getCoding().stream()
        .filter(coding -> TYPE.equals(coding.getSystem()))
        .map(Coding::getCode)
        .findFirst();
  }

  private static Optional<String> district(Coverage coverage) {
    return coverage.getPayor().stream()
        .filter(payor -> InsuranceSystems.DISTRICT.equals(payor.getIdentifier().getSystem()))
        .map(payor -> payor.getIdentifier().getValue())
        .findFirst();
  }

  /** Keyed by the installation: nobody finds a person number by trying all of them. */
  private String id(String patientId, Coverage told) {
    byte[] digest =
        digests.digest(
            String.join(
                "|",
                "coverage",
                patientId,
                told.getSubscriberId(),
                type(told).orElseThrow(),
                district(told).orElseThrow()));
    return "cov-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  private List<Coverage> stored(Caller caller, String patientId) {
    List<Coverage> coverages = new ArrayList<>();
    SearchPage page =
        store.search(
            caller,
            new SearchRequest(
                "Coverage",
                Map.of("beneficiary", List.of("Patient/" + patientId), "_count", List.of("100")),
                false));
    read(page, coverages);
    while (page.next() != null) {
      page = store.nextPage(caller, page.next());
      read(page, coverages);
    }
    return coverages;
  }

  private void read(SearchPage page, List<Coverage> coverages) {
    for (StoredResource found : page.matches()) {
      coverages.add(fhir.newJsonParser().parseResource(Coverage.class, found.json()));
    }
  }
}
