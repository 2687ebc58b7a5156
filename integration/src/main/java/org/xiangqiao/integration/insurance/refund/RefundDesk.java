package org.xiangqiao.integration.insurance.refund;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Task;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.InsuranceCase.Kind;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.ClaimFacts;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.DeskException.Reason;
import org.xiangqiao.integration.insurance.desk.FactReader;
import org.xiangqiao.integration.insurance.desk.Intake;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Known;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Takes partial refunds in (部分退费): a new Claim with the lines that stay, related to the one that is
 * settled. The new Claim's identifier is the business key; however often it comes there is one
 * refund.
 */
public final class RefundDesk {

  private static final long ASK_MILLIS = 100;

  private final FhirStore store;
  private final CaseRuns runs;
  private final Intake intake;
  private final FactReader facts;
  private final CaseFiles files;
  private final Presented presented;
  private final ClaimDesk claims;
  private final Refundable refundable;
  private final NewBill newBill;
  private final RefundRows rows;
  private final Moves moves;
  private final Settling settling;
  private final Refunding refunding;
  private final Duration wait;
  private final Clock clock;

  /**
   * @param wait how long a caller waits
   */
  RefundDesk(
      FhirStore store,
      Books books,
      CaseRuns runs,
      Intake intake,
      FactReader facts,
      CaseFiles files,
      Presented presented,
      ClaimDesk claims,
      NewBill newBill,
      RefundRows rows,
      Moves moves,
      Settling settling,
      Refunding refunding,
      Duration wait,
      Clock clock) {
    this.store = store;
    this.runs = runs;
    this.intake = intake;
    this.facts = facts;
    this.files = files;
    this.presented = presented;
    this.claims = claims;
    this.refundable = new Refundable(books.cases(), files);
    this.newBill = newBill;
    this.rows = rows;
    this.moves = moves;
    this.settling = settling;
    this.refunding = refunding;
    this.wait = wait;
    this.clock = clock;
  }

  /**
   * @param formerId Claim whose settlement is taken back
   * @param claim what is settled instead
   * @return the new claim's ClaimResponse as it is now
   * @throws DeskException if it is not taken; nothing was sent then
   */
  public StoredResource refund(
      Caller caller, String formerId, Claim claim, Credential credential, Counter counter)
      throws InterruptedException {
    InsuranceCase former = files.ofClaim(caller, formerId);
    ClaimFacts read = facts.ofClaim(caller, claim);
    Optional<InsuranceCase> known = files.find(caller, Kind.CLAIM, read);
    if (known.isEmpty()) {
      refundable.require(former, claim, read);
      intake.ready(former.institution());
      if (credential == null) {
        throw new DeskException(Reason.INCOMPLETE, "credential", "credential");
      }
      Optional<InsuranceCase> added = add(caller, former, claim, read, credential);
      if (added.isPresent()) {
        presented.keep(added.get().id(), credential, counter);
        refunding.begin(rows.find(caller.tenantId(), added.get().id()).orElseThrow());
        return answer(caller, added.get());
      }
      known = files.find(caller, Kind.CLAIM, read);
    }
    return again(caller, former, known.orElseThrow(), claim, read, credential, counter);
  }

  /** Claim, answer, Task and refund in one transaction; empty if the identifier was taken. */
  private Optional<InsuranceCase> add(
      Caller caller, InsuranceCase former, Claim claim, ClaimFacts read, Credential credential) {
    Task task =
        RefundForms.task(
            CaseFiles.CLAIM,
            CaseFiles.RESPONSE,
            "Claim/" + former.resourceId(),
            "ClaimResponse/" + former.responseId(),
            claim.getPatient(),
            clock.instant());
    Known told = runs.known(former);
    return files.add(
        caller,
        claim,
        read,
        Goal.of(Purpose.SETTLE, read.care()),
        new CaseFiles.Attached(
            former.id(),
            false,
            List.of(new WriteOperation.Create(task, null, null)),
            (bill, changes) -> {
              newBill.require(bill, told, credential);
              String shown = CaseFiles.idOf(changes, "Task");
              Refund refund =
                  new Refund(caller, bill.id(), former.id(), shown, null, RefundState.REQUESTED);
              if (!rows.add(refund, refunding.reserved())) {
                throw new DeskException(Reason.OTHER_BILLS, "Claim.related.claim");
              }
            }));
  }

  private StoredResource again(
      Caller caller,
      InsuranceCase former,
      InsuranceCase bill,
      Claim claim,
      ClaimFacts read,
      Credential credential,
      Counter counter)
      throws InterruptedException {
    Refund refund =
        rows.find(caller.tenantId(), bill.id())
            .orElseThrow(() -> new DeskException(Reason.OTHER_CONTENT, "Claim.identifier"));
    if (refund.former() != former.id()) {
      throw new DeskException(Reason.OTHER_CONTENT, "Claim.related.claim");
    }
    boolean begins = refund.state().atRest() && refund.state() != RefundState.DONE;
    boolean settles = begins && !refund.state().ended() && settling.cancelled(refund);
    boolean mendable = settles && !Course.waits(bill);
    if (!mendable && !Arrays.equals(bill.digest(), read.digest())) {
      throw new DeskException(Reason.OTHER_CONTENT, "Claim.identifier");
    }
    if (begins) {
      intake.ready(bill.institution());
      goOn(caller, refund, settles, mendable, claim, credential, counter);
    }
    return answer(caller, bill);
  }

  private void goOn(
      Caller caller,
      Refund refund,
      boolean settles,
      boolean begun,
      Claim claim,
      Credential credential,
      Counter counter)
      throws InterruptedException {
    RefundState next =
        settles
            ? RefundState.RESETTLING
            : refund.state().ended() ? RefundState.REQUESTED : RefundState.CANCELLING;
    Refund now;
    try {
      now = moves.to(refund, caller, next, refunding.reserved());
    } catch (Moves.OutrunException faster) {
      if (rows.find(caller.tenantId(), refund.bill()).filter(refund::equals).isPresent()) {
        // It is where it was: another refund of the same settlement took its place.
        throw new DeskException(Reason.OTHER_BILLS, "Claim.related.claim");
      }
      return;
    }
    try {
      if (begun) {
        claims.submit(caller, claim, credential, counter);
      } else {
        presented.keep(refund.bill(), credential, counter);
      }
    } finally {
      refunding.begin(now);
    }
  }

  private StoredResource answer(Caller caller, InsuranceCase bill) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (!rows.find(caller.tenantId(), bill.id()).orElseThrow().state().atRest()
        && System.nanoTime() < end) {
      Thread.sleep(ASK_MILLIS);
    }
    return store
        .read(caller, "ClaimResponse", bill.responseId())
        .orElseThrow(() -> new IllegalStateException("a claim without its answer"));
  }
}
