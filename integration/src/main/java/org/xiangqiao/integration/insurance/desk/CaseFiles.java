package org.xiangqiao.integration.insurance.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.InsuranceCase.Kind;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;

/**
 * Cases with the resources that they are about (建档): each is added, mended or taken up again in one
 * transaction with its Claim and ClaimResponse.
 */
public final class CaseFiles {

  /** Stands for a claim that is being stored. */
  public static final String CLAIM = "urn:uuid:00000000-0000-4000-8000-000000000001";

  /** Stands for its answer. */
  public static final String RESPONSE = "urn:uuid:00000000-0000-4000-8000-000000000002";

  private final FhirStore store;
  private final Books books;
  private final Cases cases;
  private final FactReader facts;
  private final AnswerBodies bodies;
  private final CasePapers papers;
  private final PersonDigest persons;

  public CaseFiles(
      FhirStore store,
      Books books,
      FactReader facts,
      AnswerBodies bodies,
      CasePapers papers,
      PersonDigest persons) {
    this.store = store;
    this.books = books;
    this.cases = books.cases();
    this.facts = facts;
    this.bodies = bodies;
    this.papers = papers;
    this.persons = persons;
  }

  /**
   * @throws DeskException if there is none, or it is another organization's
   */
  public InsuranceCase ofClaim(Caller caller, String claimId) {
    return cases
        .ofClaim(caller.tenantId(), claimId)
        .filter(found -> ofOrganization(caller, found))
        .orElseThrow(() -> new DeskException(DeskException.Reason.UNKNOWN, "Claim", claimId));
  }

  /**
   * @throws DeskException if it is not registered here, or by another organization
   */
  InsuranceCase ofVisit(Caller caller, String encounterId) {
    return cases
        .find(caller.tenantId(), Kind.VISIT, encounterId)
        .filter(found -> ofOrganization(caller, found))
        .orElseThrow(
            () -> new DeskException(DeskException.Reason.UNKNOWN, "Encounter", encounterId));
  }

  /**
   * @throws DeskException if it is another organization's
   */
  public Optional<InsuranceCase> find(Caller caller, Kind kind, ClaimFacts read) {
    Optional<InsuranceCase> found = cases.find(caller.tenantId(), kind, read.key());
    if (found.filter(known -> !ofOrganization(caller, known)).isPresent()) {
      throw new DeskException(
          DeskException.Reason.UNKNOWN, kind == Kind.CLAIM ? "Claim" : "Encounter");
    }
    return found;
  }

  /**
   * What is stored together with a new claim.
   *
   * @param instead of which other claim it stands; 0 for none
   * @param open whether it is worked on at once
   * @param resources refer to the claim and its answer by {@link #CLAIM} and {@link #RESPONSE}
   * @param noted in the same transaction, which fails if this does
   */
  public record Attached(
      long instead,
      boolean open,
      List<WriteOperation> resources,
      BiConsumer<InsuranceCase, List<Change>> noted) {

    static final Attached NOTHING = new Attached(0, true, List.of(), (added, changes) -> {});
  }

  /** Claim, queued answer and case in one transaction; empty if the identifier was taken. */
  Optional<InsuranceCase> add(Caller caller, Claim claim, ClaimFacts read, Goal goal) {
    return add(caller, claim, read, goal, Attached.NOTHING);
  }

  /** As {@link #add(Caller, Claim, ClaimFacts, Goal)}, with what belongs to it. */
  public Optional<InsuranceCase> add(
      Caller caller, Claim claim, ClaimFacts read, Goal goal, Attached attached) {
    ClaimFacts ofVisit = facts.ofVisit(caller, read);
    InsuranceCase visit = visit(caller, ofVisit);
    if (!Arrays.equals(visit.digest(), ofVisit.digest())
        || !visit.institution().equals(read.institution())) {
      // The visit was registered with another Coverage, or elsewhere.
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.insurance.coverage");
    }
    if (visit.goal().care() != read.care()) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Encounter.class");
    }
    ClaimResponse response =
        bodies.of(claim, read.sources().coverage()).setRequest(new Reference(CLAIM));
    claim.setId((String) null);
    AtomicReference<InsuranceCase> added = new AtomicReference<>();
    List<WriteOperation> writes = new ArrayList<>();
    writes.add(new WriteOperation.Create(claim, null, CLAIM));
    writes.add(new WriteOperation.Create(response, null, RESPONSE));
    writes.addAll(attached.resources());
    try {
      List<WriteOutcome> written =
          store.write(
              caller,
              writes,
              (writer, changes) -> {
                bound(cases.inTurn(caller.tenantId(), visit.id()), read.coverageId());
                InsuranceCase wanted = claimCase(caller, read, goal, visit.id(), changes);
                InsuranceCase mine =
                    cases
                        .add(attached.open() ? wanted : wanted.closed(), books.lease())
                        .orElseThrow(TakenException::new);
                // Not before: the same claim that comes twice at once is no other bill.
                alone(caller, goal, visit.id(), mine.id(), attached.instead());
                if (!books
                    .quotes()
                    .added(caller.tenantId(), visit.id(), mine.id(), goal.purpose())) {
                  throw new DeskException(DeskException.Reason.UNDER_WAY, "Claim.item.encounter");
                }
                cases.at(caller.tenantId(), mine.id(), read.clinic());
                attached.noted().accept(mine, changes);
                added.set(mine);
              });
      if (attached.open()) {
        papers.added(added.get(), written.get(0).resource(), read.sources().coverage());
      }
    } catch (TakenException faster) {
      return Optional.empty();
    }
    return Optional.of(added.get());
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

  public static String idOf(List<Change> changes, String type) {
    return changes.stream()
        .filter(change -> change.type().equals(type))
        .map(Change::id)
        .findFirst()
        .orElseThrow();
  }

  static long versionOf(List<Change> changes, String type) {
    return changes.stream()
        .filter(change -> change.type().equals(type))
        .mapToLong(Change::version)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The visit's case, at rest until somebody registers it or hands in a bill. As long as the
   * platform has nothing of it, it may change to another Coverage.
   */
  InsuranceCase visit(Caller caller, ClaimFacts read) {
    Optional<InsuranceCase> known = find(caller, Kind.VISIT, read);
    if (known.isEmpty()) {
      Optional<InsuranceCase> added = cases.add(visitCase(caller, read), Duration.ZERO);
      if (added.isPresent()) {
        return added.get();
      }
    } else if (!Arrays.equals(known.get().digest(), read.digest())
        && known.get().goal().care() == read.care()) {
      cases.rebind(known.get(), visitCase(caller, read));
    } else {
      return known.get();
    }
    return find(caller, Kind.VISIT, read).orElseThrow();
  }

  private InsuranceCase visitCase(Caller caller, ClaimFacts read) {
    return new InsuranceCase(
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
        false);
  }

  /** False if somebody else was faster. */
  public boolean reopen(Caller caller, InsuranceCase before, Goal goal) {
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
            // A filing in advance has no visit.
            if (before.visitId() != null) {
              bound(cases.inTurn(caller.tenantId(), before.visitId()), before.coverageId());
              alone(caller, goal, before.visitId(), before.id());
            }
            if (!books.reopen(before, reopened, List.of())) {
              throw new TakenException();
            }
          });
      return true;
    } catch (TakenException faster) {
      return false;
    }
  }

  /**
   * @param coverageId the claim's
   * @throws DeskException if the visit changed to another Coverage
   */
  static void bound(InsuranceCase visit, String coverageId) {
    if (!visit.coverageId().equals(coverageId)) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.insurance.coverage");
    }
  }

  public boolean samePerson(InsuranceCase known, ClaimFacts read) {
    return Arrays.equals(known.person(), persons.digest(read.personNumber()));
  }

  /** Whose organization another one is, does not learn that there is such a claim. */
  private static boolean ofOrganization(Caller caller, InsuranceCase found) {
    return caller.organization().equals(found.caller().organization());
  }

  /**
   * A stay is settled once, and takes no charges afterwards. Of two claims at the same moment the
   * later one sees the other, as they are taken in one after the other.
   *
   * @param but claims that do not matter
   */
  public void alone(Caller caller, Goal goal, long visitId, Long... but) {
    if (goal.care() == Care.INPATIENT
        && !goal.undoes()
        && cases.settled(caller.tenantId(), visitId, but)) {
      throw new DeskException(DeskException.Reason.OTHER_BILLS, "Claim.item.encounter");
    }
  }
}
