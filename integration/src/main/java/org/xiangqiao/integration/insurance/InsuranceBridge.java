package org.xiangqiao.integration.insurance;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.xiangqiao.integration.insurance.bill.StoredBills;
import org.xiangqiao.integration.insurance.bill.StoredFilings;
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
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.desk.Disputes;
import org.xiangqiao.integration.insurance.desk.ExplainedAnswers;
import org.xiangqiao.integration.insurance.desk.FilingAnswers;
import org.xiangqiao.integration.insurance.desk.FilingDesk;
import org.xiangqiao.integration.insurance.eligibility.EligibilityDesk;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;
import org.xiangqiao.integration.insurance.refund.RefundDesk;
import org.xiangqiao.integration.insurance.refund.Refunds;
import org.xiangqiao.integration.insurance.run.CaseRuns;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.run.Presented;
import org.xiangqiao.integration.insurance.supervise.SupervisedAnswers;
import org.xiangqiao.integration.insurance.supervise.SupervisedDossiers;
import org.xiangqiao.integration.insurance.supervise.SupervisionSettings;
import org.xiangqiao.integration.insurance.supervise.Supervisor;
import org.xiangqiao.integration.insurance.undo.CutOffs;
import org.xiangqiao.integration.insurance.undo.Undoing;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.check.FhirElements;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.fhir.SettlementAnswer;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.mappings.insurance.profile.TimeLimits;
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
  private final FilingDesk filingDesk;
  private final AbandonedQuotes quotes;
  private final Reconciler reconciler;
  private final CutOffs cutOffs;
  private final Undoing undoing;
  private final EligibilityDesk eligibility;
  private final Refunds refunds;
  private final Lines toPlatform;

  /**
   * @param profiles of those that ship, or files, by name
   */
  public InsuranceBridge(
      InsuranceSettings settings,
      ReconciliationSettings reconciliation,
      SupervisionSettings supervision,
      ClinicSettings clinics,
      QuoteSettings quoting,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      TransactionTable table,
      Dictionaries dictionaries,
      Function<String, ProvinceProfile> profiles,
      PersonDigest persons,
      Clock clock) {
    clinics.check(
        settings.institutions().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().tenant())));
    Map<String, ProvinceProfile> byInstitution = new LinkedHashMap<>();
    settings
        .institutions()
        .forEach((code, one) -> byInstitution.put(code, profiles.apply(one.profile())));
    MessageNumbers numbers = new MessageNumbers(jdbc);
    opened = new InstitutionLines(table, clock);
    Map<String, Line> lines = new LinkedHashMap<>();
    settings
        .institutions()
        .forEach(
            (code, one) ->
                lines.put(
                    code,
                    opened.open(
                        settings,
                        code,
                        one,
                        byInstitution.get(code),
                        () -> numbers.next(one.firstNumber(), one.lastNumber()))));
    toPlatform = code -> known(lines, code);
    LoadedDictionaries loaded = new LoadedDictionaries(jdbc, dictionaries);
    Books books = new Books(jdbc, transactions, store, lease(byInstitution));
    FhirElements elements = FhirElements.load();
    StoredBills bills =
        new StoredBills(
            store,
            fhir,
            tenant -> ofTenant(settings, tenant),
            clinics,
            code ->
                new FieldCheck(
                    table,
                    loaded.of(settings.institutions().get(code).tenant()),
                    byInstitution.get(code),
                    elements),
            code -> byInstitution.get(code).batches(),
            new NationalCoding(jdbc),
            (code, insured) ->
                byInstitution
                    .get(code)
                    .settles(settings.institutions().get(code).district(), insured));
    Presented presented = new Presented(settings.credentialTime());
    AnswerBodies bodies = new AnswerBodies(store, fhir, new SettlementAnswer(dictionaries), clock);
    Supervisor supervisor = new Supervisor(supervision, store, fhir, jdbc, clock);
    StoredFilings filings =
        new StoredFilings(
            store,
            fhir,
            tenant -> ofTenant(settings, tenant),
            code -> new FieldCheck(table, dictionaries, byInstitution.get(code), elements),
            (code, infno) -> byInstitution.get(code).reaches(table.transaction(infno)),
            new SupervisedDossiers(bills, supervisor));
    ClaimAnswers answers =
        new ClaimAnswers(
            bodies,
            new Disputes(code -> byInstitution.get(code).amounts()),
            clock,
            quoting.abandonedAfter());
    CaseFiles files = new CaseFiles(store, books, bills, bodies, persons);
    runs =
        new CaseRuns(
            books,
            code -> known(lines, code),
            filings,
            presented,
            new FilingAnswers(
                new SupervisedAnswers(
                    new ExplainedAnswers(answers, bodies, store, fhir), supervisor),
                answers,
                bodies),
            table,
            settings.atOnce(),
            settings.poll());
    desk =
        new ClaimDesk(
            store,
            books,
            runs,
            code -> known(lines, code),
            bills,
            presented,
            bodies,
            persons,
            quoting,
            (code, organization) -> settings.institutions().get(code).serves(organization),
            settings.answerWithin());
    filingDesk =
        new FilingDesk(
            store,
            books,
            runs,
            code -> known(lines, code),
            filings,
            files,
            presented,
            bodies,
            persons,
            settings.answerWithin());
    quotes = new AbandonedQuotes(desk, quoting.abandonedAfter());
    reconciler =
        new Reconciler(
            ofReconciler(settings),
            code -> known(lines, code),
            reconciliation.plan(),
            store,
            fhir,
            jdbc,
            transactions,
            lease(byInstitution),
            clock);
    cutOffs =
        new CutOffs(
            jdbc,
            code -> byInstitution.containsKey(code) ? byInstitution.get(code).cutOff() : null,
            clock);
    undoing =
        new Undoing(
            store,
            fhir,
            jdbc,
            desk,
            code -> known(lines, code),
            cutOffs,
            settings.poll(),
            settings.answerWithin().plus(MARGIN),
            clock);
    eligibility =
        new EligibilityDesk(
            store,
            fhir,
            code -> known(lines, code),
            tenant -> ofTenant(settings, tenant),
            code -> new FieldCheck(table, dictionaries, byInstitution.get(code), elements),
            dictionaries,
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
            code -> known(lines, code),
            bills,
            bills,
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

  public EligibilityDesk eligibility() {
    return eligibility;
  }

  /** The institutions' lines to their platforms. */
  public Lines lines() {
    return toPlatform;
  }

  public PlatformWatch watch() {
    return opened.watch();
  }

  public CutOffs cutOffs() {
    return cutOffs;
  }

  public FilingDesk filings() {
    return filingDesk;
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
  }

  /** A message and the sign-in before it must end within a lease. */
  static Duration lease(Map<String, ProvinceProfile> profiles) {
    return profiles.values().stream()
        .map(ProvinceProfile::limits)
        .map(InsuranceBridge::longest)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO)
        .plus(MARGIN);
  }

  private static Duration longest(TimeLimits limits) {
    return limits.connect().plus(limits.step()).multipliedBy(2);
  }

  private static List<String> ofTenant(InsuranceSettings settings, int tenant) {
    return settings.institutions().entrySet().stream()
        .filter(one -> one.getValue().tenant() == tenant)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Map<String, Reconciler.Institution> ofReconciler(InsuranceSettings settings) {
    Map<String, Reconciler.Institution> institutions = new LinkedHashMap<>();
    settings
        .institutions()
        .forEach(
            (code, one) ->
                institutions.put(code, new Reconciler.Institution(one.tenant(), one.district())));
    return institutions;
  }

  private static Line known(Map<String, Line> lines, String code) {
    Line line = lines.get(code);
    if (line == null) {
      throw new DeskException(DeskException.Reason.INSTITUTION, "");
    }
    return line;
  }

  @Override
  public void close() {
    eligibility.close();
    refunds.close();
    quotes.close();
    undoing.close();
    reconciler.close();
    runs.close();
    opened.close();
  }
}
