package org.xiangqiao.integration.insurance.desk;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.hl7.fhir.r4.model.Claim;
import org.xiangqiao.integration.insurance.QuoteSettings;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.InsuranceCase.Kind;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Goal;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;
import org.xiangqiao.integration.insurance.step.Plan;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/**
 * Takes claims in, has them settled, and answers (结算窗口). A claim's identifier is its business key:
 * what comes again is answered with what is there, and never sent again unless the platform is
 * known to have booked nothing.
 */
public final class ClaimDesk {

  /** What a counter waits for a claim that is under way while the platform is down. */
  private static final Duration HELD = Duration.ofSeconds(1);

  private final FhirStore store;
  private final Books books;
  private final Cases cases;
  private final CaseRuns runs;
  private final Lines lines;
  private final FactReader facts;
  private final Presented presented;
  private final CaseFiles files;
  private final Mending mending;
  private final Quotes quotes;
  private final Intake intake;
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
      CaseFiles files,
      QuoteSettings quoting,
      Intake intake,
      Duration wait) {
    this.store = store;
    this.books = books;
    this.cases = books.cases();
    this.runs = runs;
    this.lines = lines;
    this.facts = facts;
    this.presented = presented;
    this.files = files;
    this.mending = new Mending(store, books, files, facts, bodies);
    this.quotes = new Quotes(books, files, runs, lines, quoting);
    this.intake = intake;
    this.wait = wait;
  }

  /**
   * Settles a claim (结算), or quotes one of use predetermination (预结算).
   *
   * @return the ClaimResponse as it is now: final, or queued
   * @throws DeskException if it is not taken
   */
  public StoredResource submit(Caller caller, Claim claim, Credential credential, Counter counter)
      throws InterruptedException {
    boolean quote = claim.getUse() == Claim.Use.PREDETERMINATION;
    ClaimFacts read = quote ? facts.ofQuote(caller, claim) : facts.ofClaim(caller, claim);
    Purpose purpose = quote ? Purpose.QUOTE : Purpose.SETTLE;
    return take(caller, claim, read, purpose, credential, counter);
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
    Optional<InsuranceCase> known = files.find(caller, Kind.CLAIM, read);
    boolean held =
        known.filter(InsuranceCase::open).isPresent() && !lines.of(read.institution()).up();
    InsuranceCase mine;
    if (known.isPresent()) {
      mine = again(caller, known.get(), claim, read, credential, counter);
    } else {
      intake.own(caller, read.institution(), "Claim.provider");
      intake.ready(read.institution());
      Optional<InsuranceCase> added = files.add(caller, claim, read, Goal.of(purpose, read.care()));
      if (added.isPresent()) {
        mine = added.get();
        begin(mine, credential, counter);
      } else {
        InsuranceCase taken = files.find(caller, Kind.CLAIM, read).orElseThrow();
        mine = again(caller, taken, claim, read, credential, counter);
      }
    }
    // While nothing gets through to the platform, waiting would tell nothing more.
    return answer(caller, mine, held ? HELD : wait);
  }

  /**
   * Takes a claim back (撤销结算).
   *
   * @param withVisit whether the registration is taken back too (退号)
   */
  public StoredResource cancel(Caller caller, String claimId, boolean withVisit, Counter counter)
      throws InterruptedException {
    InsuranceCase claim = files.ofClaim(caller, claimId);
    boolean visitToo = withVisit && !claim.goal().care().filing();
    Goal goal = Goal.of(visitToo ? Purpose.WITHDRAW : Purpose.CANCEL, claim.goal().care());
    if (claim.open() ? claim.goal().undoes() : cancelled(claim, goal)) {
      return answer(caller, claim);
    }
    boolean goesOn = !claim.open() && claim.goal().undoes();
    if (claim.open() || claim.state() == BookingState.NEEDS_PERSON && !goesOn) {
      throw new DeskException(DeskException.Reason.UNDER_WAY, "Claim");
    }
    boolean shared = claim.goal() == Goal.UPLOAD || claim.goal() == Goal.QUOTE_STAY;
    if ((visitToo || shared) && cases.othersOfVisit(claim) || books.quotes().taken(claim)) {
      throw new DeskException(DeskException.Reason.OTHER_BILLS, "Claim");
    }
    intake.ready(claim.institution());
    if (files.reopen(caller, claim, goal)) {
      begin(cases.get(caller.tenantId(), claim.id()), null, counter);
    }
    return answer(caller, claim);
  }

  /**
   * Whether nothing is left that the goal would take back. What a stay has once another bill of it
   * is settled, or may be, is that bill's.
   */
  private boolean cancelled(InsuranceCase claim, Goal goal) {
    return claim.state() == BookingState.CANCELLED_NOT_RESETTLED
        && (Plan.remaining(goal, books.steps(claim)).isEmpty()
            || goal == Goal.CANCEL_STAY
                && cases.settled(claim.caller().tenantId(), claim.visitId(), claim.id()));
  }

  /** Those that no claim followed in time. */
  void withdrawAbandonedQuotes() {
    quotes.withdrawAbandoned();
  }

  private InsuranceCase again(
      Caller caller,
      InsuranceCase known,
      Claim claim,
      ClaimFacts read,
      Credential credential,
      Counter counter) {
    if (!Arrays.equals(known.digest(), read.digest())) {
      mending.check(caller, known, claim, read);
      intake.ready(known.institution());
      mending.replace(caller, known, claim, read);
      begin(cases.get(caller.tenantId(), known.id()), credential, counter);
      return known;
    }
    boolean quote = claim.getUse() == Claim.Use.PREDETERMINATION;
    boolean anew =
        quote && quotes.askedAnew(known)
            || switch (known.state()) {
              case REFUSED, NOT_BOOKED, REVERSED, NEEDS_CREDENTIAL, NEEDS_PERSON -> !known.open();
              default -> false;
            };
    if (anew) {
      intake.ready(known.institution());
      boolean person = known.state() == BookingState.NEEDS_PERSON;
      InsuranceCase now =
          person || !files.samePerson(known, read)
              ? known
              : known.of(known.digest(), known.resourceVersion(), read.coverageVersion());
      boolean asWas = person || !known.goal().undoes();
      Goal goal =
          asWas
              ? known.goal()
              : Goal.of(quote ? Purpose.QUOTE : Purpose.SETTLE, known.goal().care());
      files.alone(caller, goal, known.visitId(), known.id());
      if (files.reopen(caller, now, goal)) {
        begin(cases.get(caller.tenantId(), known.id()), credential, counter);
      }
    }
    return known;
  }

  private void begin(InsuranceCase started, Credential credential, Counter counter) {
    presented.keep(started.id(), credential, counter);
    runs.run(started);
  }

  private StoredResource answer(Caller caller, InsuranceCase asked) throws InterruptedException {
    return answer(caller, asked, wait);
  }

  private StoredResource answer(Caller caller, InsuranceCase asked, Duration patience)
      throws InterruptedException {
    runs.await(asked, patience.compareTo(wait) < 0 ? patience : wait);
    return store
        .read(caller, "ClaimResponse", asked.responseId())
        .orElseThrow(() -> new IllegalStateException("a claim without its answer"));
  }
}
