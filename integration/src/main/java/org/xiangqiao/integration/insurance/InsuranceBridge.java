package org.xiangqiao.integration.insurance;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.integration.insurance.audit.AuditedDossiers;
import org.xiangqiao.integration.insurance.audit.Audits;
import org.xiangqiao.integration.insurance.bill.BillsToAudit;
import org.xiangqiao.integration.insurance.bill.BillsToEstimate;
import org.xiangqiao.integration.insurance.bill.StoredBills;
import org.xiangqiao.integration.insurance.bill.StoredFilings;
import org.xiangqiao.integration.insurance.bill.StoredLists;
import org.xiangqiao.integration.insurance.book.Books;
import org.xiangqiao.integration.insurance.book.MessageNumbers;
import org.xiangqiao.integration.insurance.book.PersonDigest;
import org.xiangqiao.integration.insurance.catalogue.LoadedDictionaries;
import org.xiangqiao.integration.insurance.clinic.ClinicSettings;
import org.xiangqiao.integration.insurance.codes.NationalCoding;
import org.xiangqiao.integration.insurance.desk.AbandonedQuotes;
import org.xiangqiao.integration.insurance.desk.AnswerBodies;
import org.xiangqiao.integration.insurance.desk.CaseFiles;
import org.xiangqiao.integration.insurance.desk.ClaimAnswers;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.Disputes;
import org.xiangqiao.integration.insurance.desk.ExplainedAnswers;
import org.xiangqiao.integration.insurance.desk.FilingAnswers;
import org.xiangqiao.integration.insurance.desk.FilingDesk;
import org.xiangqiao.integration.insurance.desk.Intake;
import org.xiangqiao.integration.insurance.desk.VisitDesk;
import org.xiangqiao.integration.insurance.eligibility.EligibilityDesk;
import org.xiangqiao.integration.insurance.estimate.EstimateSettings;
import org.xiangqiao.integration.insurance.estimate.Estimates;
import org.xiangqiao.integration.insurance.list.ListDesk;
import org.xiangqiao.integration.insurance.list.ListRows;
import org.xiangqiao.integration.insurance.list.SettlementLists;
import org.xiangqiao.integration.insurance.papers.CasePapers;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;
import org.xiangqiao.integration.insurance.refund.RefundDesk;
import org.xiangqiao.integration.insurance.refund.Refunds;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Outcomes;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.supervise.Issues;
import org.xiangqiao.integration.insurance.supervise.SupervisedAnswers;
import org.xiangqiao.integration.insurance.supervise.SupervisedDossiers;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.integration.insurance.supervise.Supervisor;
import org.xiangqiao.integration.insurance.undo.CutOffs;
import org.xiangqiao.integration.insurance.undo.LateCancels;
import org.xiangqiao.integration.insurance.undo.Undoing;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.fhir.SettlementAnswer;
import org.xiangqiao.mappings.insurance.fhir.SettlementListMessages;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.store.FhirStore;

/** The insurance bridge (医保接口) of this node, put together from its settings. */
public final class InsuranceBridge implements AutoCloseable {

  /** Beyond the platform's time-outs, for what is done between two notes. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** One of so many connections may ask who is insured: the others are left to settlements. */
  private static final int QUESTIONS = 4;

  private final InstitutionLines opened;
  private final CaseRuns runs;
  private final ClaimDesk desk;
  private final VisitDesk visits;
  private final FilingDesk filingDesk;
  private final AbandonedQuotes quotes;
  private final Reconciler reconciler;
  private final LateCancels lateCancels;
  private final Undoing undoing;
  private final EligibilityDesk eligibility;
  private final Refunds refunds;
  private final Lines lines;
  private final SettlementLists lists;
  private final Estimates estimates;

  /**
   * @param profiles of those that ship, or files, by name
   * @param outcomes told how claims of this node end
   */
  public InsuranceBridge(
      InsuranceSettings settings,
      ReconciliationSettings reconciliation,
      SupervisionSettings supervision,
      ClinicSettings clinics,
      QuoteSettings quoting,
      EstimateSettings estimating,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      TransactionTable table,
      Dictionaries dictionaries,
      Function<String, ProvinceProfile> profiles,
      PersonDigest persons,
      Outcomes outcomes,
      Clock clock) {
    clinics.check(
        settings.institutions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().tenant())));
    opened = new InstitutionLines(table, clock);
    DesignatedInstitutions institutions =
        DesignatedInstitutions.open(settings, profiles, table, new MessageNumbers(jdbc), opened);
    lines = institutions::line;
    LoadedDictionaries loaded = new LoadedDictionaries(jdbc, dictionaries);
    ListRows listRows =
        new ListRows(jdbc, code -> institutions.profile(code).settlementList().uploads());
    Books books = new Books(jdbc, transactions, store, listRows, institutions.lease());
    CasePapers papers = new CasePapers(store, fhir);
    StoredBills bills =
        new StoredBills(
            store,
            fhir,
            papers,
            institutions::ofTenant,
            clinics,
            code -> institutions.check(code, loaded.of(institutions.tenant(code))),
            code -> institutions.profile(code).batches(),
            new NationalCoding(jdbc),
            institutions::settles);
    Presented presented = new Presented(settings.credentialTime());
    AnswerBodies bodies =
        new AnswerBodies(store, fhir, papers, new SettlementAnswer(dictionaries), clock);
    Issues issues = new Issues(store, fhir, papers, clock);
    Supervisor supervisor = new Supervisor(supervision, store, fhir, papers, issues, jdbc);
    AuditedDossiers supervised =
        new AuditedDossiers(
            new SupervisedDossiers(bills, supervisor),
            new Audits(
                lines, new BillsToAudit(store, fhir, papers, new NationalCoding(jdbc)), issues),
            institutions::auditPlace);
    StoredFilings filings =
        new StoredFilings(
            store,
            fhir,
            papers,
            institutions::ofTenant,
            code -> institutions.check(code, dictionaries),
            institutions::reaches,
            supervised);
    ClaimAnswers answers =
        new ClaimAnswers(
            bodies,
            new Disputes(code -> institutions.profile(code).amounts()),
            clock,
            quoting.abandonedAfter());
    estimates =
        Estimates.open(
            estimating,
            new BillsToEstimate(
                jdbc, store, fhir, papers, institutions::ofTenant, clinics, supervision::level),
            clock);
    CaseFiles files = new CaseFiles(store, books, bills, bodies, papers, persons);
    runs =
        new CaseRuns(
            books,
            lines,
            filings,
            papers,
            presented,
            new FilingAnswers(
                new SupervisedAnswers(
                    new ExplainedAnswers(answers, bodies, store, fhir, new NationalCoding(jdbc)),
                    supervisor),
                answers,
                bodies),
            table,
            outcomes,
            settings.atOnce(),
            settings.poll());
    lists =
        new SettlementLists(
            store,
            fhir,
            books.cases(),
            files,
            lines,
            new StoredLists(
                jdbc,
                store,
                fhir,
                papers,
                code -> institutions.check(code, loaded.of(institutions.tenant(code))),
                new SettlementListMessages(table),
                clock),
            listRows,
            answers,
            table,
            code -> institutions.profile(code).settlementList().repeatable(),
            settings.poll(),
            institutions.lease(),
            clock);
    Intake intake = new Intake(lines, runs::full, institutions::serves);
    desk =
        new ClaimDesk(
            store,
            books,
            runs,
            lines,
            bills,
            presented,
            bodies,
            files,
            quoting,
            intake,
            settings.answerWithin());
    visits = new VisitDesk(books, runs, intake, bills, presented, files, settings.answerWithin());
    filingDesk =
        new FilingDesk(
            store,
            books,
            runs,
            intake,
            filings,
            files,
            presented,
            bodies,
            persons,
            settings.answerWithin());
    quotes = new AbandonedQuotes(desk, quoting.abandonedAfter());
    reconciler =
        new Reconciler(
            institutions.toReconcile(),
            lines,
            reconciliation.plan(),
            store,
            fhir,
            jdbc,
            transactions,
            institutions.lease(),
            clock);
    CutOffs cutOffs =
        new CutOffs(
            jdbc,
            code -> institutions.has(code) ? institutions.profile(code).cutOff() : null,
            clock);
    lateCancels = new LateCancels(store, cutOffs, files, clock);
    undoing =
        new Undoing(
            store,
            fhir,
            jdbc,
            desk,
            lines,
            cutOffs,
            settings.poll(),
            settings.answerWithin().plus(MARGIN),
            clock);
    eligibility =
        new EligibilityDesk(
            store,
            fhir,
            lines,
            intake,
            institutions::ofTenant,
            code -> institutions.check(code, dictionaries),
            dictionaries,
            table,
            persons,
            Math.max(1, settings.atOnce() / QUESTIONS),
            settings.answerWithin(),
            clock);
    refunds =
        new Refunds(
            store,
            fhir,
            jdbc,
            books,
            runs,
            lines,
            intake,
            bills,
            bills,
            supervised,
            supervisor::found,
            files,
            presented,
            desk,
            cutOffs,
            settings.poll(),
            settings.answerWithin(),
            clock);
  }

  public ClaimDesk desk() {
    return desk;
  }

  public VisitDesk visits() {
    return visits;
  }

  public EligibilityDesk eligibility() {
    return eligibility;
  }

  /** The institutions' lines to their platforms. */
  public Lines lines() {
    return lines;
  }

  public PlatformWatch watch() {
    return opened.watch();
  }

  public LateCancels lateCancels() {
    return lateCancels;
  }

  public FilingDesk filings() {
    return filingDesk;
  }

  public Estimates estimates() {
    return estimates;
  }

  public ListDesk settlementLists() {
    return lists.desk();
  }

  public RefundDesk refunds() {
    return refunds.desk();
  }

  public Reconciler reconciler() {
    return reconciler;
  }

  /** Begins to look for cases that were left, and for days to reconcile. */
  public void start() {
    runs.start();
    reconciler.start();
    undoing.start();
    refunds.start();
    quotes.start();
    lists.start();
  }

  @Override
  public void close() {
    lists.close();
    eligibility.close();
    refunds.close();
    quotes.close();
    undoing.close();
    reconciler.close();
    runs.close();
    opened.close();
  }
}
