package org.xiangqiao.integration.insurance.refund;

import java.time.Duration;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.Intake;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Plan;
import org.xiangqiao.integration.insurance.undo.CutOffs;

/** What each state of a partial refund does with its two bills, and which state follows (推进). */
final class Settling {

  private final Books books;
  private final CaseRuns runs;
  private final Lines lines;
  private final Intake intake;
  private final CaseFiles files;
  private final ClaimDesk desk;
  private final Presented presented;
  private final CutOffs cutOffs;
  private final NewBill newBill;
  private final Duration wait;

  Settling(
      Books books,
      CaseRuns runs,
      Lines lines,
      Intake intake,
      CaseFiles files,
      ClaimDesk desk,
      Presented presented,
      CutOffs cutOffs,
      NewBill newBill,
      Duration wait) {
    this.books = books;
    this.runs = runs;
    this.lines = lines;
    this.intake = intake;
    this.files = files;
    this.desk = desk;
    this.presented = presented;
    this.cutOffs = cutOffs;
    this.newBill = newBill;
    this.wait = wait;
  }

  /**
   * @param fresh whether the state was reached just now, so that its work is to be begun
   * @return the state that follows; the same while something is awaited
   */
  RefundState next(Refund refund, boolean fresh) throws InterruptedException {
    return switch (refund.state()) {
      case REQUESTED -> begun(refund);
      case CANCELLING -> cancel(refund, fresh);
      case RESETTLING -> resettle(refund);
      default -> cleared(refund);
    };
  }

  /** Nothing is taken back that the new bill could not take the place of. */
  private RefundState begun(Refund refund) {
    if (late(refund)) {
      return RefundState.PAST_CUT_OFF;
    }
    InsuranceCase former = former(refund);
    // What was begun before goes on: its former settlement may be gone already.
    boolean untouched = former.state() == BookingState.BOOKED && !former.open();
    return untouched && !newBill.passes(bill(refund), runs.known(former))
        ? RefundState.CHECKS_REFUSED
        : RefundState.CANCELLING;
  }

  /** Whether nothing of the former settlement is left. */
  boolean cancelled(Refund refund) {
    return switch (where(refund)) {
      case CANCELLING, NOT_CANCELLED -> false;
      default -> !Course.waits(bill(refund)) || !remains(former(refund));
    };
  }

  private RefundState cancel(Refund refund, boolean fresh) throws InterruptedException {
    InsuranceCase former = former(refund);
    boolean begun = former.open() || former.goal().undoes() && !fresh;
    // What waited for the platform may have waited too long.
    if (!begun && late(refund)) {
      return RefundState.PAST_CUT_OFF;
    }
    try {
      if (begun) {
        runs.await(former, wait);
      } else {
        Counter counter =
            presented
                .counter(refund.bill())
                .orElseGet(() -> lines.of(former.institution()).unattended());
        desk.cancel(refund.caller(), former.resourceId(), false, counter);
      }
    } catch (DeskException refused) {
      return switch (refused.reason()) {
        case PLATFORM_DOWN, BUSY, CERTIFICATE -> RefundState.CANCELLING;
        case UNDER_WAY -> where(refund);
        default -> RefundState.NEEDS_PERSON;
      };
    }
    return where(refund);
  }

  private boolean late(Refund refund) {
    return cutOffs.passed(refund.caller().tenantId(), former(refund).resourceId());
  }

  private RefundState resettle(Refund refund) throws InterruptedException {
    InsuranceCase bill = bill(refund);
    try {
      if (Course.waits(bill)) {
        begin(refund, bill);
      }
    } catch (DeskException refused) {
      return switch (refused.reason()) {
        case PLATFORM_DOWN, BUSY, CERTIFICATE -> RefundState.RESETTLING;
        default -> RefundState.CANCELLED_NOT_RESETTLED;
      };
    }
    runs.await(bill, wait);
    return where(refund);
  }

  private void begin(Refund refund, InsuranceCase bill) {
    intake.ready(bill.institution());
    files.alone(refund.caller(), bill.goal(), bill.visitId(), bill.id());
    if (files.reopen(refund.caller(), bill, bill.goal())) {
      runs.run(bill(refund));
    }
  }

  /** What hangs goes on when a person has cleared it; it is never begun anew by itself. */
  private RefundState cleared(Refund refund) {
    RefundState now = where(refund);
    return now == RefundState.RESETTLING && Course.waits(bill(refund)) ? refund.state() : now;
  }

  private RefundState where(Refund refund) {
    InsuranceCase former = former(refund);
    return Course.of(former, remains(former), bill(refund));
  }

  private boolean remains(InsuranceCase former) {
    return !Plan.remaining(former.goal(), books.steps(former)).isEmpty();
  }

  private InsuranceCase former(Refund refund) {
    return books.cases().get(refund.caller().tenantId(), refund.former());
  }

  private InsuranceCase bill(Refund refund) {
    return books.cases().get(refund.caller().tenantId(), refund.bill());
  }
}
