package org.xiangqiao.integration.insurance.refund;

import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.ClaimFacts;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;

/** Whether a settlement may be replaced by what is handed in (可否部分退费). */
final class Refundable {

  private final Cases cases;
  private final CaseFiles files;

  Refundable(Cases cases, CaseFiles files) {
    this.cases = cases;
    this.files = files;
  }

  /**
   * @throws DeskException if not
   */
  void require(InsuranceCase former, Claim claim, ClaimFacts read) {
    boolean related =
        claim.getRelated().stream()
            .map(one -> one.getClaim().getReferenceElement())
            .anyMatch(
                one ->
                    "Claim".equals(one.getResourceType())
                        && former.resourceId().equals(one.getIdPart()));
    if (!related) {
      throw new DeskException(Reason.INCOMPLETE, "Claim.related.claim", "Claim.related.claim");
    }
    if (former.goal().purpose() == Purpose.UPLOAD || former.goal().care().filing()) {
      throw new DeskException(Reason.NOT_SUPPORTED, "Claim", "Claim");
    }
    switch (former.state()) {
      case BOOKED, CANCELLED_NOT_RESETTLED -> {
        if (former.open()) {
          throw new DeskException(Reason.UNDER_WAY, "Claim");
        }
      }
      case REFUSED, NOT_BOOKED, REVERSED, NEEDS_CREDENTIAL ->
          throw new DeskException(Reason.NOT_SUPPORTED, "Claim", "Claim");
      default -> throw new DeskException(Reason.UNDER_WAY, "Claim");
    }
    InsuranceCase visit = cases.get(former.caller().tenantId(), former.visitId());
    if (!visit.key().equals(read.encounterId()) || !files.samePerson(former, read)) {
      throw new DeskException(Reason.OTHER_CONTENT, "Claim.item.encounter");
    }
  }
}
