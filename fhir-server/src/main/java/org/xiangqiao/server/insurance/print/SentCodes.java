package org.xiangqiao.server.insurance.print;

import ca.uhn.fhir.context.FhirContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.ExplanationOfBenefit;
import org.xiangqiao.integration.insurance.book.SettledVersions;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.mappings.insurance.codes.LocalCodes;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/**
 * National codes of lines that are billed by the institution's own (上传时的国家编码): of a settled bill
 * those of its ExplanationOfBenefit, of charges that are not settled yet those that are mapped now.
 */
final class SentCodes {

  private final FhirStore store;
  private final FhirContext fhir;
  private final SettledVersions cases;
  private final NationalCoding mapping;

  SentCodes(FhirStore store, FhirContext fhir, SettledVersions cases, NationalCoding mapping) {
    this.store = store;
    this.fhir = fhir;
    this.cases = cases;
    this.mapping = mapping;
  }

  /** Puts them beside the own codes, in a Claim that was read to be printed. */
  void fill(Caller caller, Claim claim, ClaimResponse answer) {
    if (LocalCodes.lines(claim).isEmpty()) {
      return;
    }
    if (answer.hasIdentifier()) {
      explained(caller, claim, answer);
    }
    if (!LocalCodes.lines(claim).isEmpty()) {
      String id = claim.getIdElement().getIdPart();
      String institution = cases.institutions(caller.tenantId(), List.of(id)).get(id);
      if (institution != null) {
        mapping.fill(caller.tenantId(), institution, claim, new Encounter(), List.of());
      }
    }
  }

  private void explained(Caller caller, Claim claim, ClaimResponse answer) {
    Map<Integer, Coding> sent = new HashMap<>();
    store
        .read(caller, "ExplanationOfBenefit", answer.getIdElement().getIdPart())
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(ExplanationOfBenefit.class, found.json()))
        .ifPresent(
            eob ->
                eob.getItem()
                    .forEach(
                        item ->
                            item.getProductOrService().getCoding().stream()
                                .filter(coding -> InsuranceSystems.ITEM.equals(coding.getSystem()))
                                .forEach(coding -> sent.put(item.getSequence(), coding))));
    claim.getItem().stream()
        .filter(item -> sent.containsKey(item.getSequence()))
        .filter(
            item ->
                item.getProductOrService().getCoding().stream()
                    .noneMatch(coding -> InsuranceSystems.ITEM.equals(coding.getSystem())))
        .forEach(item -> item.getProductOrService().addCoding(sent.get(item.getSequence()).copy()));
  }
}
