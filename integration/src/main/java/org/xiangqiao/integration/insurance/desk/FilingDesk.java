package org.xiangqiao.integration.insurance.desk;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.InsuranceCase.Kind;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Takes filings in advance in (备案): referrals and chronic diseases. R4 Claim of use
 * preauthorization; its identifier is the business key, as of a claim that is settled. {@link
 * ClaimDesk#cancel} takes them back.
 */
public final class FilingDesk {

  private final FhirStore store;
  private final Books books;
  private final CaseRuns runs;
  private final Intake intake;
  private final FilingReader facts;
  private final CaseFiles files;
  private final Presented presented;
  private final AnswerBodies bodies;
  private final PersonDigest persons;
  private final Duration wait;

  /**
   * @param wait how long a caller waits for the answer, before it is told that it is queued
   */
  public FilingDesk(
      FhirStore store,
      Books books,
      CaseRuns runs,
      Intake intake,
      FilingReader facts,
      CaseFiles files,
      Presented presented,
      AnswerBodies bodies,
      PersonDigest persons,
      Duration wait) {
    this.store = store;
    this.books = books;
    this.runs = runs;
    this.intake = intake;
    this.facts = facts;
    this.files = files;
    this.presented = presented;
    this.bodies = bodies;
    this.persons = persons;
    this.wait = wait;
  }

  /**
   * @return the ClaimResponse as it is now: with the filing's number, or queued
   * @throws DeskException if it is not taken
   */
  public StoredResource submit(Caller caller, Claim claim, Counter counter)
      throws InterruptedException {
    ClaimFacts read = facts.ofFiling(caller, claim);
    Optional<InsuranceCase> known = files.find(caller, Kind.CLAIM, read);
    if (known.isEmpty()) {
      intake.own(caller, read.institution(), "Claim.provider");
      intake.ready(read.institution());
      Optional<InsuranceCase> added = add(caller, claim, read);
      added.ifPresent(filing -> begin(filing, counter));
      known = added;
    } else {
      again(caller, known.get(), claim, read, counter);
    }
    InsuranceCase filing = known.isPresent() ? known.get() : faster(caller, claim, read, counter);
    runs.await(filing, wait);
    return store
        .read(caller, "ClaimResponse", filing.responseId())
        .orElseThrow(() -> new IllegalStateException("a claim without its answer"));
  }

  private InsuranceCase faster(Caller caller, Claim claim, ClaimFacts read, Counter counter) {
    InsuranceCase taken = files.find(caller, Kind.CLAIM, read).orElseThrow();
    again(caller, taken, claim, read, counter);
    return taken;
  }

  private void again(
      Caller caller, InsuranceCase known, Claim claim, ClaimFacts read, Counter counter) {
    boolean same = Arrays.equals(known.digest(), read.digest());
    boolean rests = !known.open();
    if (!same
        && !(rests
            && known.state() == BookingState.REFUSED
            && known.goal().care() == read.care()
            && known.institution().equals(read.institution())
            && files.samePerson(known, read))) {
      throw new DeskException(DeskException.Reason.OTHER_CONTENT, "Claim.identifier");
    }
    boolean anew =
        rests
            && switch (known.state()) {
              case REFUSED, NOT_BOOKED, NEEDS_PERSON -> true;
              default -> false;
            };
    if (!anew) {
      return;
    }
    intake.ready(known.institution());
    boolean begun =
        same ? files.reopen(caller, known, known.goal()) : mended(caller, known, claim, read);
    if (begun) {
      begin(books.cases().get(caller.tenantId(), known.id()), counter);
    }
  }

  private Optional<InsuranceCase> add(Caller caller, Claim claim, ClaimFacts read) {
    Reference request = new Reference(CaseFiles.CLAIM);
    ClaimResponse response = bodies.of(claim, read.sources().coverage()).setRequest(request);
    claim.setId((String) null);
    AtomicReference<InsuranceCase> added = new AtomicReference<>();
    try {
      store.write(
          caller,
          List.of(
              new WriteOperation.Create(claim, null, CaseFiles.CLAIM),
              new WriteOperation.Create(response, null, null)),
          (writer, changes) ->
              added.set(
                  books
                      .cases()
                      .add(filing(caller, read, changes), books.lease())
                      .orElseThrow(TakenException::new)));
    } catch (TakenException faster) {
      return Optional.empty();
    }
    return Optional.of(added.get());
  }

  private InsuranceCase filing(Caller caller, ClaimFacts read, List<Change> changes) {
    return new InsuranceCase(
        caller,
        0,
        read.institution(),
        Kind.CLAIM,
        read.key(),
        read.digest(),
        null,
        persons.digest(read.personNumber()),
        CaseFiles.idOf(changes, "Claim"),
        read.coverageId(),
        CaseFiles.idOf(changes, "ClaimResponse"),
        CaseFiles.versionOf(changes, "Claim"),
        read.coverageVersion(),
        Goal.of(Purpose.FILE, read.care()),
        BookingState.CREATED,
        true);
  }

  /** Other content after a refusal, as the next version of the Claim; false if outrun. */
  private boolean mended(Caller caller, InsuranceCase known, Claim claim, ClaimFacts read) {
    claim.setId(known.resourceId());
    ClaimResponse response = bodies.of(claim, read.sources().coverage());
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
                    .of(
                        read.digest(),
                        CaseFiles.versionOf(changes, "Claim"),
                        read.coverageVersion())
                    .reopened(caller, known.goal(), BookingState.CREATED);
            if (!books.reopen(known, now, List.of())) {
              throw new TakenException();
            }
          });
      return true;
    } catch (TakenException faster) {
      return false;
    }
  }

  private void begin(InsuranceCase filing, Counter counter) {
    presented.keep(filing.id(), null, counter);
    runs.run(filing);
  }
}
