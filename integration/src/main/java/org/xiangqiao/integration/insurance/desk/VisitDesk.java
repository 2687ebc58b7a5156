package org.xiangqiao.integration.insurance.desk;

import java.time.Duration;
import java.util.Arrays;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;
import org.xiangqiao.integration.insurance.step.Plan;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.store.Caller;

/** Makes visits and stays known to the platform, or takes that back (挂号、退号、入院、撤销入院). */
public final class VisitDesk {

  private final Books books;
  private final Cases cases;
  private final CaseRuns runs;
  private final Intake intake;
  private final FactReader facts;
  private final Presented presented;
  private final CaseFiles files;
  private final Duration wait;

  /**
   * @param wait how long a caller waits for the answer
   */
  public VisitDesk(
      Books books,
      CaseRuns runs,
      Intake intake,
      FactReader facts,
      Presented presented,
      CaseFiles files,
      Duration wait) {
    this.books = books;
    this.cases = books.cases();
    this.runs = runs;
    this.intake = intake;
    this.facts = facts;
    this.presented = presented;
    this.files = files;
    this.wait = wait;
  }

  /**
   * What came of it.
   *
   * @param words of the platform when it refused, without numbers of persons; null if none
   */
  public record Registration(BookingState state, String visitNumber, String words) {}

  /**
   * Registers a visit (挂号) or a stay (入院), which is changed (住院信息变更) if it is known.
   *
   * @throws DeskException if it is not taken
   */
  public Registration register(
      Caller caller, String encounterId, String coverageId, Credential credential, Counter counter)
      throws InterruptedException {
    ClaimFacts read = facts.ofVisit(caller, encounterId, coverageId);
    intake.own(caller, read.institution(), "Encounter.serviceProvider");
    InsuranceCase visit = files.visit(caller, read);
    if (!Arrays.equals(visit.digest(), read.digest()) || visit.goal().care() != read.care()) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Encounter");
    }
    if (!visit.open()) {
      intake.ready(read.institution());
      if (credential != null) {
        facts.registrable(visit, credential);
      }
      begin(caller, visit, Goal.of(Purpose.REGISTER, read.care()), credential, counter);
    }
    return told(caller, visit);
  }

  /**
   * Takes the registration of a visit (退号) or the admission of a stay (撤销入院) back. With a bill that
   * is settled, or of which the platform has charges, its claim is cancelled instead.
   *
   * @throws DeskException if it is not taken
   */
  public Registration unregister(Caller caller, String encounterId, Counter counter)
      throws InterruptedException {
    InsuranceCase visit = files.ofVisit(caller, encounterId);
    Goal goal = Goal.of(Purpose.UNREGISTER, visit.goal().care());
    if (visit.open() ? visit.goal().undoes() : gone(visit) && nothingLeft(visit, goal)) {
      return told(caller, visit);
    }
    if (visit.open() || visit.state() == BookingState.NEEDS_PERSON) {
      throw new DeskException(DeskException.Reason.UNDER_WAY, "Encounter");
    }
    if (cases.billed(visit)) {
      throw new DeskException(DeskException.Reason.OTHER_BILLS, "Encounter");
    }
    intake.ready(visit.institution());
    begin(caller, visit, goal, null, counter);
    return told(caller, visit);
  }

  /** A claim may have registered it again since. */
  private boolean nothingLeft(InsuranceCase visit, Goal goal) {
    return Plan.remaining(goal, books.steps(visit)).isEmpty();
  }

  private static boolean gone(InsuranceCase visit) {
    return visit.state() == BookingState.CANCELLED_NOT_RESETTLED;
  }

  private void begin(
      Caller caller, InsuranceCase visit, Goal goal, Credential credential, Counter counter) {
    if (files.reopen(caller, visit, goal)) {
      InsuranceCase started = cases.get(caller.tenantId(), visit.id());
      presented.keep(started.id(), credential, counter);
      runs.run(started);
    }
  }

  private Registration told(Caller caller, InsuranceCase visit) throws InterruptedException {
    runs.await(visit, wait);
    InsuranceCase now = cases.get(caller.tenantId(), visit.id());
    return new Registration(now.state(), runs.known(now).visit(), words(now));
  }

  /** Why the platform did not do it, if it said so. */
  private String words(InsuranceCase visit) {
    boolean done = visit.state() == BookingState.BOOKED && !visit.goal().undoes() || gone(visit);
    return done
        ? null
        : books.steps(visit).all().stream()
            .filter(step -> step.denied() && !step.past())
            .reduce((first, last) -> last)
            .map(Step::words)
            .orElse(null);
  }
}
