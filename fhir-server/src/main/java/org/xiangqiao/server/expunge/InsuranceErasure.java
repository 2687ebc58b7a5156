package org.xiangqiao.server.expunge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.integration.insurance.book.CaseErasure;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.erase.ErasedVersion;

/**
 * What is noted of settlements (医保结算台账). A claim or visit that is under way with the platform
 * stands in the way: what became of its money could not be found out any more.
 */
final class InsuranceErasure implements ErasureParticipant {

  private final CaseErasure cases;
  private final FaultTexts texts = new FaultTexts("org.xiangqiao.server.expunge.expunge");

  InsuranceErasure(CaseErasure cases) {
    this.cases = cases;
  }

  @Override
  public Map<String, Integer> erase(Caller caller, List<ErasedVersion> erased) {
    Set<String> claims = new TreeSet<>();
    Set<String> visits = new TreeSet<>();
    for (ErasedVersion version : erased) {
      if (version.deleted() && version.type().equals("Claim")) {
        claims.add(version.id());
      } else if (version.deleted() && version.type().equals("Encounter")) {
        visits.add(version.id());
      }
    }
    if (claims.isEmpty() && visits.isEmpty()) {
      return Map.of();
    }
    List<String> open = cases.open(caller.tenantId(), claims, visits);
    if (!open.isEmpty()) {
      throw texts
          .fault(409, IssueType.CONFLICT, "erasure-insurance-open", "", String.join(", ", open))
          .exception();
    }
    return Map.of("settlements", cases.erase(caller.tenantId(), claims, visits));
  }

  @Override
  public Set<String> tables() {
    return Set.of("insurance_case", "insurance_step", "insurance_person");
  }
}
