package org.xiangqiao.integration.insurance.book;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.insurance.step.Steps;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;

/**
 * What is noted of cases (结算台账). Every change is one short transaction that fails unless the owner
 * still holds the person's lease.
 */
public class Books {

  private final TransactionTemplate transaction;
  private final FhirStore store;
  private final PersonLeases leases;
  private final Cases cases;
  private final StepRows steps;
  private final StepNotes notes;
  private final Bookings bookings;
  private final QuoteRows quotes;
  private final StayBookings stays;
  private final Duration lease;

  /**
   * @param lease how long an owner may be silent; longer than the platform's time-outs together
   */
  public Books(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      FhirStore store,
      StayBookings stays,
      Duration lease) {
    this.transaction = new TransactionTemplate(transactions);
    this.store = store;
    this.leases = new PersonLeases(jdbc);
    this.cases = new Cases(jdbc);
    this.steps = new StepRows(jdbc);
    this.notes = new StepNotes(jdbc);
    this.bookings = new Bookings(jdbc);
    this.quotes = new QuoteRows(jdbc);
    this.stays = stays;
    this.lease = lease;
  }

  public PersonLeases leases() {
    return leases;
  }

  public Cases cases() {
    return cases;
  }

  public QuoteRows quotes() {
    return quotes;
  }

  public Duration lease() {
    return lease;
  }

  /** Cases that any node may take up, which are this node's for the time of a lease. */
  public List<InsuranceCase> due(int limit) {
    return transaction.execute(status -> cases.due(limit, lease));
  }

  public Steps steps(InsuranceCase owner) {
    return steps.of(owner);
  }

  /** Committed before the first byte of the message leaves. */
  public void sending(PersonLease owner, InsuranceCase changed, Step step) {
    notes.sending(owner, changed, step, lease);
  }

  /** Notes what became of steps. */
  public void note(PersonLease owner, InsuranceCase changed, List<Step> others, Duration pause) {
    if (others.size() == 1 && !booking(others.get(0))) {
      notes.answered(owner, changed, others.get(0), pause);
    } else {
      transaction.executeWithoutResult(status -> save(owner, changed, others, pause));
    }
  }

  /**
   * Joins the running transaction, which is to take a case up again that rests.
   *
   * @param changed steps that count differently now
   * @return whether nobody else has taken it up since
   */
  public boolean reopen(InsuranceCase before, InsuranceCase reopened, List<Step> changed) {
    boolean mine = cases.reopen(before, reopened, lease);
    if (mine) {
      changed.forEach(step -> steps.save(reopened.caller().tenantId(), step));
    }
    return mine;
  }

  /** As {@link #note}, with what is told to the counter in the same transaction. */
  public List<StoredResource> tell(
      PersonLease owner, InsuranceCase changed, List<Step> others, List<WriteOperation> resources) {
    return store
        .write(
            changed.caller(),
            resources,
            (caller, changes) -> save(owner, changed, others, Duration.ZERO))
        .stream()
        .map(WriteOutcome::resource)
        .toList();
  }

  private void save(PersonLease owner, InsuranceCase changed, List<Step> others, Duration pause) {
    if (others.size() == 1) {
      notes.answered(owner, changed, others.get(0), pause);
      book(changed, others.get(0));
      return;
    }
    leases.check(owner);
    for (Step step : others) {
      steps.save(owner.tenantId(), step);
      book(changed, step);
    }
    cases.save(changed, pause);
  }

  private void book(InsuranceCase claim, Step step) {
    if (booking(step)) {
      bookings.add(claim, step);
      tellOfStay(claim, step);
    }
  }

  private void tellOfStay(InsuranceCase claim, Step booked) {
    if (booked.care() == Care.INPATIENT) {
      if (booked.kind() == StepKind.CANCEL) {
        stays.cancelled(claim);
      } else {
        stays.settled(claim);
      }
    }
  }

  /** Whether it belongs into the day book. */
  private static boolean booking(Step step) {
    return step.kind().money() && step.is(BookingState.BOOKED);
  }
}
