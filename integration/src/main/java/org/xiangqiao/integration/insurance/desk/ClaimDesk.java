package org.xiangqiao.integration.insurance.desk;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.InsuranceCase.Kind;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.Consequences;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;
import org.xiangqiao.integration.insurance.step.Plan;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.Steps;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Takes claims in, has them settled, and answers (结算窗口). A claim's identifier is its business key:
 * what comes again is answered with what is there, and never sent again unless the platform is
 * known to have booked nothing.
 */
public final class ClaimDesk {

  private static final String CLAIM = "urn:uuid:00000000-0000-4000-8000-000000000001";

  private final FhirStore store;
  private final Books books;
  private final Cases cases;
  private final CaseRuns runs;
  private final Lines lines;
  private final FactReader facts;
  private final Presented presented;
  private final AnswerBodies bodies;
  private final PersonDigest persons;
  private final Duration wait;

  /**
   * @param wait how long a caller waits for the answer, before it is told that it is queued
   */
  public ClaimDesk(
      FhirStore store,
      Books books,
      CaseRuns runs,
      Lines lines,
      FactReader facts,
      Presented presented,
      AnswerBodies bodies,
      PersonDigest persons,
      Duration wait) {
    this.store = store;
    this.books = books;
    this.cases = books.cases();
    this.runs = runs;
    this.lines = lines;
    this.facts = facts;
    this.presented = presented;
    this.bodies = bodies;
    this.persons = persons;
    this.wait = wait;
  }

  /** Somebody else was faster with the same. */
  private static final class TakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TakenException() {
      super(null, null, false, false);
    }
  }

  /**
   * Settles a claim (结算).
   *
   * @return the ClaimResponse as it is now: final, or queued
   * @throws DeskException if it is not taken
   */
  public StoredResource submit(Caller caller, Claim claim, Credential credential, Counter counter)
      throws InterruptedException {
    return take(caller, claim, facts.ofClaim(caller, claim), Purpose.SETTLE, credential, counter);
  }

  /**
   * Uploads charges of a stay before its bill (住院费用每日上传); lines that are booked are not sent again.
   *
   * @return the ClaimResponse as it is now: each line as the platform priced it, or queued
   * @throws DeskException if it is not taken
   */
  public StoredResource upload(Caller caller, Claim claim, Credential credential, Counter counter)
      throws InterruptedException {
    return take(caller, claim, facts.ofCharges(caller, claim), Purpose.UPLOAD, credential, counter);
  }

  private StoredResource take(
      Caller caller,
      Claim claim,
      ClaimFacts read,
      Purpose purpose,
      Credential credential,
      Counter counter)
      throws InterruptedException {
    Optional<InsuranceCase> known = find(caller, Kind.CLAIM, read);
    InsuranceCase mine;
    if (known.isPresent()) {
      mine = again(caller, known.get(), claim, read, credential, counter);
    } else {
      ready(read.institution());
      Optional<InsuranceCase> added = add(caller, claim, read, Goal.of(purpose, read.care()));
      if (added.isPresent()) {
        mine = added.get();
        begin(mine, credential, counter);
      } else {
        InsuranceCase taken = find(caller, Kind.CLAIM, read).orElseThrow();
        mine = again(caller, taken, claim, read, credential, counter);
      }
    }
    return answer(caller, mine);
  }

  /**
   * Registers a visit (挂号) or a stay (入院), which is changed (住院信息变更) if it is known.
   *
   * @return the case as it is now
   */
  public Registration register(
      Caller caller, String encounterId, String coverageId, Credential credential, Counter counter)
      throws InterruptedException {
    ClaimFacts read = facts.ofVisit(caller, encounterId, coverageId);
    InsuranceCase visit = visit(caller, read);
    if (!Arrays.equals(visit.digest(), read.digest()) || visit.goal().care() != read.care()) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Encounter");
    }
    if (!visit.open() && visit.state() != BookingState.CANCELLED_NOT_RESETTLED) {
      ready(read.institution());
      if (credential != null) {
        facts.registrable(visit, credential);
      }
      if (reopen(caller, visit, Goal.of(Purpose.REGISTER, read.care()))) {
        begin(cases.get(caller.tenantId(), visit.id()), credential, counter);
      }
    }
    runs.await(visit, wait);
    InsuranceCase now = cases.get(caller.tenantId(), visit.id());
    return new Registration(now.state(), runs.known(now).visit());
  }

  /**
   * Takes a claim back (撤销结算).
   *
   * @param withVisit whether the registration is taken back too (退号)
   */
  public StoredResource cancel(Caller caller, String claimId, boolean withVisit, Counter counter)
      throws InterruptedException {
    InsuranceCase claim =
        cases
            .ofClaim(caller.tenantId(), claimId)
            .filter(found -> ofOrganization(caller, found))
            .orElseThrow(() -> new DeskException(DeskException.Reason.UNKNOWN, "Claim", claimId));
    Goal goal = Goal.of(withVisit ? Purpose.WITHDRAW : Purpose.CANCEL, claim.goal().care());
    if (claim.open() ? claim.goal().undoes() : cancelled(claim, goal)) {
      return answer(caller, claim);
    }
    boolean goesOn = !claim.open() && claim.goal().undoes();
    if (claim.open() || claim.state() == BookingState.NEEDS_PERSON && !goesOn) {
      throw new DeskException(DeskException.Reason.UNDER_WAY, "Claim");
    }
    if ((withVisit || claim.goal() == Goal.UPLOAD) && cases.othersOfVisit(claim)) {
      throw new DeskException(DeskException.Reason.OTHER_BILLS, "Claim");
    }
    ready(claim.institution());
    if (reopen(caller, claim, goal)) {
      begin(cases.get(caller.tenantId(), claim.id()), null, counter);
    }
    return answer(caller, claim);
  }

  /** Whether nothing is left that the goal would take back. */
  private boolean cancelled(InsuranceCase claim, Goal goal) {
    return claim.state() == BookingState.CANCELLED_NOT_RESETTLED
        && Plan.remaining(goal, books.steps(claim)).isEmpty();
  }

  /** What came of a registration. */
  public record Registration(BookingState state, String visitNumber) {}

  private InsuranceCase again(
      Caller caller,
      InsuranceCase known,
      Claim claim,
      ClaimFacts read,
      Credential credential,
      Counter counter) {
    if (!Arrays.equals(known.digest(), read.digest())) {
      return mended(caller, known, claim, read, credential, counter);
    }
    boolean anew =
        switch (known.state()) {
          case REFUSED, NOT_BOOKED, REVERSED, NEEDS_CREDENTIAL, NEEDS_PERSON -> !known.open();
          default -> false;
        };
    if (anew) {
      ready(known.institution());
      boolean person = known.state() == BookingState.NEEDS_PERSON;
      InsuranceCase now =
          person || !samePerson(known, read)
              ? known
              : known.of(known.digest(), known.resourceVersion(), read.coverageVersion());
      boolean asWas = person || !known.goal().undoes();
      Goal goal = asWas ? known.goal() : Goal.of(Purpose.SETTLE, known.goal().care());
      alone(caller, goal, known.visitId(), known.id());
      if (reopen(caller, now, goal)) {
        begin(cases.get(caller.tenantId(), known.id()), credential, counter);
      }
    }
    return known;
  }

  /**
   * After a refusal the same identifier may come with mended content: for the same visit and
   * Coverage, and under the same batch, as what was uploaded is withdrawn by it.
   */
  private InsuranceCase mended(
      Caller caller,
      InsuranceCase known,
      Claim claim,
      ClaimFacts read,
      Credential credential,
      Counter counter) {
    InsuranceCase visit = cases.get(caller.tenantId(), known.visitId());
    boolean mendable =
        known.state() == BookingState.REFUSED
            && !known.open()
            // Charges of a stay are withdrawn all at once, those of its other claims too.
            && known.goal().care() == Care.OUTPATIENT
            && known.coverageId().equals(read.coverageId())
            && visit.key().equals(read.encounterId())
            && samePerson(known, read);
    if (!mendable) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.identifier");
    }
    if (!Objects.equals(facts.batch(bodies.claim(known)), facts.batch(claim))) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.extension(charge-batch)");
    }
    ready(known.institution());
    claim.setId(known.resourceId());
    Steps steps = books.steps(known);
    List<Step> outdated = Consequences.mended(steps).changedSince(steps);
    ClaimResponse response = bodies.of(claim, facts.coverage(caller, read.coverageId()));
    response.setId(known.responseId());
    try {
      store.write(
          caller,
          List.of(
              new WriteOperation.Update(claim, null, null, null),
              new WriteOperation.Update(response, null, null, null)),
          (writer, changes) -> {
            InsuranceCase now =
                known
                    .of(read.digest(), versionOf(changes, "Claim"), read.coverageVersion())
                    .reopened(caller, Goal.SETTLE, BookingState.CREATED);
            if (!books.reopen(known, now, outdated)) {
              throw new TakenException();
            }
          });
      begin(cases.get(caller.tenantId(), known.id()), credential, counter);
    } catch (TakenException faster) {
      throw new DeskException(DeskException.Reason.UNDER_WAY, "Claim.identifier");
    }
    return known;
  }

  private boolean samePerson(InsuranceCase known, ClaimFacts read) {
    return Arrays.equals(known.person(), persons.digest(read.personNumber()));
  }

  /** Whose organization another one is, does not learn that there is such a claim. */
  private static boolean ofOrganization(Caller caller, InsuranceCase found) {
    return caller.organization().equals(found.caller().organization());
  }

  /** A stay is settled once, and takes no charges afterwards. */
  private void alone(Caller caller, Goal goal, long visitId, long caseId) {
    if (goal.care() == Care.INPATIENT
        && !goal.undoes()
        && cases.settled(caller.tenantId(), visitId, caseId)) {
      throw new DeskException(DeskException.Reason.OTHER_BILLS, "Claim.item.encounter");
    }
  }

  /** Before anything is written or sent. */
  private void ready(String institution) {
    if (!lines.of(institution).up()) {
      throw new DeskException(DeskException.Reason.PLATFORM_DOWN, "");
    }
    if (runs.full()) {
      throw new DeskException(DeskException.Reason.BUSY, "");
    }
  }

  private void begin(InsuranceCase started, Credential credential, Counter counter) {
    presented.keep(started.id(), credential, counter);
    runs.run(started);
  }

  private StoredResource answer(Caller caller, InsuranceCase asked) throws InterruptedException {
    runs.await(asked, wait);
    return store
        .read(caller, "ClaimResponse", asked.responseId())
        .orElseThrow(() -> new IllegalStateException("a claim without its answer"));
  }

  private Optional<InsuranceCase> find(Caller caller, Kind kind, ClaimFacts read) {
    Optional<InsuranceCase> found = cases.find(caller.tenantId(), kind, read.key());
    if (found.filter(known -> !ofOrganization(caller, known)).isPresent()) {
      throw new DeskException(
          DeskException.Reason.UNKNOWN, kind == Kind.CLAIM ? "Claim" : "Encounter");
    }
    return found;
  }

  /** Claim, queued answer and case in one transaction; empty if the identifier was taken. */
  private Optional<InsuranceCase> add(Caller caller, Claim claim, ClaimFacts read, Goal goal) {
    ClaimFacts ofVisit = facts.ofVisit(caller, read.encounterId(), read.coverageId());
    InsuranceCase visit = visit(caller, ofVisit);
    if (!Arrays.equals(visit.digest(), ofVisit.digest())
        || !visit.institution().equals(read.institution())) {
      // The visit was registered with another Coverage, or elsewhere.
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.insurance.coverage");
    }
    if (visit.goal().care() != read.care()) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Encounter.class");
    }
    alone(caller, goal, visit.id(), 0);
    Coverage coverage = facts.coverage(caller, read.coverageId());
    ClaimResponse response = bodies.of(claim, coverage).setRequest(new Reference(CLAIM));
    claim.setId((String) null);
    AtomicReference<Long> id = new AtomicReference<>();
    try {
      store.write(
          caller,
          List.of(
              new WriteOperation.Create(claim, null, CLAIM),
              new WriteOperation.Create(response, null, null)),
          (writer, changes) ->
              id.set(
                  cases
                      .add(claimCase(caller, read, goal, visit.id(), changes), books.lease())
                      .orElseThrow(TakenException::new)));
    } catch (TakenException faster) {
      return Optional.empty();
    }
    return Optional.of(cases.get(caller.tenantId(), id.get()));
  }

  private InsuranceCase claimCase(
      Caller caller, ClaimFacts read, Goal goal, long visitId, List<Change> changes) {
    return new InsuranceCase(
        caller,
        0,
        read.institution(),
        Kind.CLAIM,
        read.key(),
        read.digest(),
        visitId,
        persons.digest(read.personNumber()),
        idOf(changes, "Claim"),
        read.coverageId(),
        idOf(changes, "ClaimResponse"),
        versionOf(changes, "Claim"),
        read.coverageVersion(),
        goal,
        BookingState.CREATED,
        true);
  }

  private static String idOf(List<Change> changes, String type) {
    return changes.stream()
        .filter(change -> change.type().equals(type))
        .map(Change::id)
        .findFirst()
        .orElseThrow();
  }

  private static long versionOf(List<Change> changes, String type) {
    return changes.stream()
        .filter(change -> change.type().equals(type))
        .mapToLong(Change::version)
        .findFirst()
        .orElseThrow();
  }

  /** The visit's case, at rest until somebody registers it or hands in a bill. */
  private InsuranceCase visit(Caller caller, ClaimFacts read) {
    Optional<InsuranceCase> known = find(caller, Kind.VISIT, read);
    if (known.isEmpty()) {
      cases.add(
          new InsuranceCase(
              caller,
              0,
              read.institution(),
              Kind.VISIT,
              read.key(),
              read.digest(),
              null,
              persons.digest(read.personNumber()),
              read.encounterId(),
              read.coverageId(),
              null,
              null,
              null,
              Goal.of(Purpose.REGISTER, read.care()),
              BookingState.NEEDS_CREDENTIAL,
              false),
          Duration.ZERO);
    }
    return find(caller, Kind.VISIT, read).orElseThrow();
  }

  private boolean reopen(Caller caller, InsuranceCase before, Goal goal) {
    BookingState next =
        before.state() == BookingState.NEEDS_PERSON ? BookingState.UNKNOWN : BookingState.CREATED;
    InsuranceCase reopened = before.reopened(caller, goal, next);
    if (before.responseId() == null || goal.undoes()) {
      // While a settlement is being cancelled its answer stays as it was.
      return books.reopen(before, reopened, List.of());
    }
    ClaimResponse response = bodies.again(reopened);
    try {
      store.write(
          caller,
          List.of(new WriteOperation.Update(response, null, null, null)),
          (writer, changes) -> {
            if (!books.reopen(before, reopened, List.of())) {
              throw new TakenException();
            }
          });
      return true;
    } catch (TakenException faster) {
      return false;
    }
  }
}
