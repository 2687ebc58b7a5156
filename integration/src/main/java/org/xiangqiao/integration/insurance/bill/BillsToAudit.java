package org.xiangqiao.integration.insurance.bill;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.fhir.AuditedBill;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/** Reads bills with all that the platform's audit (明细审核) wants to know. */
public final class BillsToAudit {

  private final StoredParts parts;
  private final NationalCoding coding;

  public BillsToAudit(FhirStore store, FhirContext fhir, CasePapers papers, NationalCoding coding) {
    this.parts = new StoredParts(store, fhir, papers);
    this.coding = coding;
  }

  /** Of a claim whose dossier was read, so that all but the Patient is there. */
  public AuditedBill of(InsuranceCase owner, Institution institution, String district) {
    Caller caller = owner.caller();
    Claim claim = parts.claim(owner);
    Encounter visit =
        parts.read(caller, Encounter.class, StoredBills.encounter(claim), "Claim.item.encounter");
    List<Condition> conditions = parts.conditions(caller, claim);
    coding.fill(caller.tenantId(), owner.institution(), claim, visit, conditions);
    Patient patient =
        StoredParts.id(claim.getPatient(), "Patient")
            .flatMap(id -> parts.find(caller, Patient.class, id))
            .orElseGet(Patient::new);
    Coverage coverage = parts.coverage(owner);
    return new AuditedBill(patient, visit, claim, coverage, conditions, institution, district);
  }
}
