package org.xiangqiao.integration.ledger;

import static org.xiangqiao.integration.ledger.LedgerQuery.time;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the ledger's months: makes this and the next one ahead, drops those past their time whole,
 * and forgets old dedupe keys. Any number of nodes may run it.
 */
public class LedgerRetention implements InitializingBean {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerRetention.class);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");
  private static final int BATCH = 5_000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final LedgerRetentionSettings settings;
  private final Clock clock;

  public LedgerRetention(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      LedgerRetentionSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.settings = settings;
    this.clock = clock;
  }

  /** Before the first message arrives, so that none falls into the rest partitions. */
  @Override
  public void afterPropertiesSet() {
    prepareMonths();
  }

  /** The daily maintenance. */
  @Scheduled(cron = "${xiangqiao.ledger.retention.cron:0 20 3 * * *}", zone = "Asia/Shanghai")
  public void maintain() {
    try {
      prepareMonths();
      drop("done", settings.done());
      drop("failed", settings.failed());
      // What is still open is never dropped: only months with nothing left in them.
      drop("open", settings.done());
      forgetDedupeKeys();
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("ledger maintenance stopped and runs again tomorrow: {}", e.getClass().getName());
    }
  }

  void prepareMonths() {
    YearMonth now = YearMonth.now(clock.withZone(ZONE));
    Set<YearMonth> months = new TreeSet<>(strayMonths());
    months.add(now);
    months.add(now.plusMonths(1));
    months.forEach(
        month ->
            exclusively(
                () -> jdbc.query("select exchange_add_month(?)", row -> {}, month.atDay(1))));
  }

  /** Months of rows that arrived while their partition was missing. */
  private List<YearMonth> strayMonths() {
    return jdbc.query(
        """
        select distinct to_char(recorded_at at time zone 'Asia/Shanghai', 'YYYYMM')
        from (select recorded_at from exchange_message_open_rest
              union all select recorded_at from exchange_message_done_rest
              union all select recorded_at from exchange_message_failed_rest) as stray
        """,
        (row, number) -> YearMonth.parse(row.getString(1), MONTH));
  }

  private void drop(String group, Period kept) {
    LocalDate limit = LocalDate.now(clock.withZone(ZONE)).minus(kept);
    List<String> parts =
        jdbc.queryForList(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid"
                + " where i.inhparent = ?::regclass and c.relname ~ '_[0-9]{6}$' order by 1",
            String.class, "exchange_message_" + group);
    for (String part : parts) {
      YearMonth month = YearMonth.parse(part.substring(part.length() - 6), MONTH);
      if (month.atEndOfMonth().isBefore(limit)) {
        exclusively(
            () ->
                jdbc.queryForObject(
                    "select exchange_drop_month(?, ?)", Boolean.class, group, month.atDay(1)));
      }
    }
  }

  private void forgetDedupeKeys() {
    var limit = time(clock.instant().atZone(ZONE).minus(settings.done()).toInstant());
    int deleted;
    do {
      deleted =
          jdbc.update(
              """
              delete from exchange_dedupe where (tenant_id, partner, dedupe_key) in (
                select tenant_id, partner, dedupe_key from exchange_dedupe
                where recorded_at < ? order by recorded_at limit ?)
              """,
              limit,
              BATCH);
    } while (deleted == BATCH);
  }

  /**
   * Gives up after a moment rather than hold up every reader behind its wait for the lock; the next
   * run tries again, and until then the rest partitions take what arrives.
   */
  private void exclusively(Runnable work) {
    try {
      transaction.executeWithoutResult(
          status -> {
            jdbc.execute("set local lock_timeout = '2s'");
            work.run();
          });
    } catch (DataAccessException e) {
      if (!busy(e)) {
        throw e;
      }
      LOG.warn("a month of the ledger is in use, its maintenance waits for the next run");
    }
  }

  private static boolean busy(DataAccessException e) {
    return e instanceof ConcurrencyFailureException
        || e.getRootCause() instanceof SQLException cause
            && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
  }
}
