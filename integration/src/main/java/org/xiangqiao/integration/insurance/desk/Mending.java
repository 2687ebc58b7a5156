package org.xiangqiao.integration.insurance.desk;

import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.Consequences;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.Steps;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Claims that come again with mended content (更正后重新提交): after a refusal, for the same visit and
 * Coverage, and under the same batch, as what was uploaded is withdrawn by it.
 */
final class Mending {

  private final FhirStore store;
  private final Books books;
  private final CaseFiles files;
  private final FactReader facts;
  private final AnswerBodies bodies;

  Mending(FhirStore store, Books books, CaseFiles files, FactReader facts, AnswerBodies bodies) {
    this.store = store;
    this.books = books;
    this.files = files;
    this.facts = facts;
    this.bodies = bodies;
  }

  /**
   * @throws DeskException unless the content may replace that of the case
   */
  void check(Caller caller, InsuranceCase known, Claim claim, ClaimFacts read) {
    if (known.goal().care().filing()) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.identifier");
    }
    InsuranceCase visit = books.cases().get(caller.tenantId(), known.visitId());
    Claim before = bodies.claim(known);
    boolean mendable =
        known.state() == BookingState.REFUSED
            && before.getUse() == claim.getUse()
            && !known.open()
            // Charges of a stay are withdrawn all at once, those of its other claims too.
            && known.goal().care() == Care.OUTPATIENT
            && known.coverageId().equals(read.coverageId())
            && visit.key().equals(read.encounterId())
            && files.samePerson(known, read);
    if (!mendable) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.identifier");
    }
    if (!Objects.equals(facts.batch(before), facts.batch(claim))) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.extension(charge-batch)");
    }
  }

  /**
   * @throws DeskException if somebody was faster
   */
  void replace(Caller caller, InsuranceCase known, Claim claim, ClaimFacts read) {
    claim.setId(known.resourceId());
    Steps steps = books.steps(known);
    List<Step> outdated = Consequences.mended(steps).changedSince(steps);
    ClaimResponse response = bodies.of(claim, read.sources().coverage());
    response.setId(known.responseId());
    try {
      store.write(
          caller,
          List.of(
              new WriteOperation.Update(claim, null, null, null),
              new WriteOperation.Update(response, null, null, null)),
          (writer, changes) -> {
            CaseFiles.bound(
                books.cases().inTurn(caller.tenantId(), known.visitId()), known.coverageId());
            InsuranceCase now =
                known
                    .of(
                        read.digest(),
                        CaseFiles.versionOf(changes, "Claim"),
                        read.coverageVersion())
                    .reopened(
                        caller,
                        claim.getUse() == Claim.Use.PREDETERMINATION ? Goal.QUOTE : Goal.SETTLE,
                        BookingState.CREATED);
            if (!books.reopen(known, now, outdated)) {
              throw new TakenException();
            }
            books.cases().at(caller.tenantId(), known.id(), read.clinic());
          });
    } catch (TakenException faster) {
      throw new DeskException(DeskException.Reason.UNDER_WAY, "Claim.identifier");
    }
  }
}
