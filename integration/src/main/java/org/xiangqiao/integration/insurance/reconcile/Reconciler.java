package org.xiangqiao.integration.insurance.reconcile;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.mappings.insurance.statement.UnreadableStatementException;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;

/**
 * Reconciles with the platform every night and on demand (每日对账), on one thread of its own; over all
 * nodes each day of an institution is worked on by one.
 */
public final class Reconciler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Duration ASK = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int TELL_AFTER = 5;

  /**
   * An institution to reconcile.
   *
   * @param office asked for before the platform has named one
   * @param others clearing offices of patients of other districts (清算经办机构)
   */
  public record Institution(int tenant, String office, List<String> others) {

    public Institution {
      others = List.copyOf(others);
    }
  }

  /**
   * When, and what before anything was booked.
   *
   * @param nightly by itself, too
   * @param pause after no answer, doubled each time
   * @param reverseUnknown see {@link Reversals}
   */
  public record Plan(
      boolean nightly,
      LocalTime at,
      int daysBack,
      Duration poll,
      Duration pause,
      List<String> insuranceTypes,
      List<String> clearingTypes,
      boolean reverseUnknown) {}

  private final Map<String, Institution> institutions;
  private final Lines lines;
  private final Plan plan;
  private final JdbcTemplate jdbc;
  private final Days days;
  private final Statements statements;
  private final Differences differences;
  private final FinalAnswers finals;
  private final DayRun run;
  private final Clock clock;
  private final String node = UUID.randomUUID().toString();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Reconciler::daemon);

  /**
   * @param lease longer than one message to the platform takes at most
   */
  public Reconciler(
      Map<String, Institution> institutions,
      Lines lines,
      Plan plan,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Duration lease,
      Clock clock) {
    this.institutions = Map.copyOf(institutions);
    this.lines = lines;
    this.plan = plan;
    this.jdbc = jdbc;
    this.days = new Days(jdbc, transactions, lease);
    this.statements = new Statements(jdbc);
    this.differences =
        new Differences(
            jdbc,
            new DifferenceTasks(jdbc, store, fhir),
            new Reversals(jdbc, lease, plan.reverseUnknown()),
            clock);
    this.finals = new FinalAnswers(store, fhir, new Proofs(jdbc));
    this.clock = clock;
    this.run =
        new DayRun(
            days,
            statements,
            new OurLines(jdbc, store),
            new JudgedRows(jdbc),
            new ReportLines(jdbc),
            differences,
            store,
            fhir);
  }

  /** Begins to look for days that are due. */
  public void start() {
    long poll = plan.poll().toMillis();
    thread.scheduleWithFixedDelay(this::dueSafely, poll, poll, TimeUnit.MILLISECONDS);
  }

  public boolean knows(int tenantId, String institution) {
    return Optional.ofNullable(institutions.get(institution))
        .filter(known -> known.tenant() == tenantId)
        .isPresent();
  }

  /**
   * Reconciles a day now, again or for the first time.
   *
   * @param wait how long the caller waits at most; the work goes on without him
   */
  public DayReport reconcile(int tenantId, String institution, LocalDate day, Duration wait)
      throws InterruptedException {
    days.want(tenantId, institution, day);
    try {
      thread.execute(this::dueSafely);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("the server is stopping");
    }
    long end = System.nanoTime() + wait.toNanos();
    Days.Known known = days.known(tenantId, institution, day);
    while (!known.done() && System.nanoTime() < end) {
      Thread.sleep(ASK.toMillis());
      known = days.known(tenantId, institution, day);
    }
    return new DayReport(
        known.done(),
        known.outcome() == null ? null : known.outcome().equals("balanced"),
        jdbc.queryForList(
            "select unnest(reports) from insurance_statement where tenant_id = ?"
                + " and institution = ? and day = ? order by clearing_type, office, insurance_type",
            String.class,
            tenantId,
            institution,
            day));
  }

  private void dueSafely() {
    try {
      due();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("insurance days cannot be read now: {}", e.getClass().getName());
    } catch (RuntimeException e) {
      LOG.error("insurance reconciliation: unexpected {}", e.getClass().getName());
    }
  }

  private void due() {
    if (plan.nightly()) {
      plan();
    }
    String owner = node + "/" + UUID.randomUUID();
    Optional<DayLease> taken = days.take(institutions.keySet(), owner);
    while (taken.isPresent() && !thread.isShutdown()) {
      work(taken.get());
      taken = days.take(institutions.keySet(), owner);
    }
  }

  private void plan() {
    ZonedDateTime now = clock.instant().atZone(CHINA);
    LocalDate last = now.toLocalDate().minusDays(now.toLocalTime().isBefore(plan.at()) ? 2 : 1);
    institutions.forEach(
        (code, one) -> days.plan(one.tenant(), code, last.minusDays(plan.daysBack() - 1L), last));
  }

  private void work(DayLease day) {
    Caller caller =
        new Caller(day.tenantId(), "insurance", "", "reconciliation-" + UUID.randomUUID());
    try {
      LocalDate today = clock.instant().atZone(CHINA).toLocalDate();
      Institution asked = institutions.get(day.institution());
      days.within(
          day,
          () -> {
            days.begin(day);
            statements.total(
                day, asked.office(), asked.others(), plan.insuranceTypes(), plan.clearingTypes());
          });
      boolean agrees =
          run.run(caller, day, new PlatformBooks(lines.of(day.institution())), clock.instant());
      days.done(day, agrees ? "balanced" : "differs");
      finals.tell(day, today);
      LOG.info(
          "insurance day {} of {}: {}",
          day.day(),
          day.institution(),
          agrees ? "agrees" : "differs");
    } catch (DayLostException e) {
      LOG.warn("insurance day lost to another node: {}", e.getMessage());
    } catch (Unanswered | UnreadableStatementException e) {
      LOG.warn("insurance day {} of {}: {}", day.day(), day.institution(), e.getMessage());
      if (day.attempts() + 1 == TELL_AFTER) {
        differences.ofDay(caller, day, "unanswered");
      }
      later(day);
    } catch (RuntimeException e) {
      LOG.error(
          "insurance day {} of {}: unexpected {} at {}",
          day.day(),
          day.institution(),
          e.getClass().getName(),
          e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
      later(day);
    }
  }

  private void later(DayLease day) {
    Duration pause = plan.pause().multipliedBy(1L << Math.min(day.attempts(), 10));
    try {
      days.later(day, pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    } catch (DayLostException other) {
      LOG.warn("insurance day lost to another node: {}", other.getMessage());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "insurance-reconcile");
    thread.setDaemon(true);
    return thread;
  }

  /** A day under way is done anew by whoever takes it when its lease is over. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
