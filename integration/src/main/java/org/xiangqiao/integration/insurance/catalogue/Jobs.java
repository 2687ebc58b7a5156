package org.xiangqiao.integration.insurance.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.insurance.catalogue.JobTurn.RefusedRow;

/**
 * Table {@code insurance_catalogue_job}: which node has which; all leases by the database's clock.
 */
final class Jobs {

  /** Rows of a report that are kept. */
  static final int MOST_PROBLEMS = 1_000;

  /** What is asked for while it is under way is done once more, from the beginning. */
  private static final String WANT =
      """
      insert into insurance_catalogue_job as j (tenant_id, institution, catalogue, state, not_before)
      values (?, ?, ?, 'waiting', '-infinity')
      on conflict (tenant_id, institution, catalogue) do update
        set again = j.state = 'waiting' and j.lease_until > now(), state = 'waiting',
          not_before = '-infinity', attempts = 0, problem = null,
          position = case when j.state = 'done' then null else j.position end
      """;

  private static final String PLAN =
      """
      insert into insurance_catalogue_job as j (tenant_id, institution, catalogue, state, not_before)
      values (?, ?, ?, 'waiting', now())
      on conflict (tenant_id, institution, catalogue) do update
        set state = 'waiting', not_before = now(), attempts = 0, problem = null,
          position = case when j.state = 'done' then null else j.position end
        where j.state <> 'waiting' and j.done_at < ?::timestamp at time zone 'Asia/Shanghai'
      """;

  private static final String TAKE =
      """
      with due as materialized (
        select tenant_id, institution, catalogue from insurance_catalogue_job
        where state = 'waiting' and not_before <= now() and lease_until < now()
          and institution = any(?)
        order by not_before limit 1
        for update skip locked)
      update insurance_catalogue_job j
      set owner = ?, lease_until = now() + ? * interval '1 millisecond', fence = j.fence + 1,
        again = false,
        begun_at = case when j.position is null then now() else j.begun_at end,
        rows_read = case when j.position is null then 0 else j.rows_read end,
        rows_refused = case when j.position is null then 0 else j.rows_refused end
      from due where (j.tenant_id, j.institution, j.catalogue)
        = (due.tenant_id, due.institution, due.catalogue)
      returning j.*
      """;

  private static final String MINE =
      " where tenant_id = ? and institution = ? and catalogue = ? and owner = ? and fence = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Duration lease;

  /**
   * @param lease longer than one message to the platform takes at most
   */
  Jobs(JdbcTemplate jdbc, PlatformTransactionManager transactions, Duration lease) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.lease = lease;
  }

  void want(int tenantId, String institution, String catalogue) {
    jdbc.update(WANT, tenantId, institution, catalogue);
  }

  /** Those that ended before a time of China, or never began. */
  void plan(int tenantId, String institution, String catalogue, LocalDateTime before) {
    jdbc.update(PLAN, tenantId, institution, catalogue, before);
  }

  Optional<JobLease> take(Collection<String> institutions, String owner) {
    return transaction.execute(
        status ->
            jdbc
                .query(
                    TAKE, Jobs::row, institutions.toArray(String[]::new), owner, lease.toMillis())
                .stream()
                .findFirst());
  }

  void within(JobLease held, Runnable work) {
    transaction.executeWithoutResult(
        status -> {
          changed(held, "lease_until = now() + ? * interval '1 millisecond'", lease.toMillis());
          work.run();
        });
  }

  void at(
      JobLease held, String position, LocalDateTime newest, long read, List<RefusedRow> refused) {
    changed(
        held,
        "position = ?, newest = greatest(newest, ?::timestamp), rows_read = rows_read + ?,"
            + " rows_refused = rows_refused + ?, attempts = 0, problem = null",
        position,
        newest,
        read,
        refused.size());
    if (!refused.isEmpty()) {
      note(held, refused);
    }
  }

  private void note(JobLease held, List<RefusedRow> refused) {
    Object[] key = {held.tenantId(), held.institution(), held.catalogue()};
    Integer noted =
        jdbc.queryForObject(
            "select count(*) from insurance_catalogue_problem"
                + " where tenant_id = ? and institution = ? and catalogue = ?",
            Integer.class,
            key);
    int next = noted == null ? 0 : noted;
    List<Object[]> rows = new ArrayList<>();
    for (RefusedRow row : refused) {
      if (next + rows.size() < MOST_PROBLEMS) {
        rows.add(
            new Object[] {
              held.tenantId(),
              held.institution(),
              held.catalogue(),
              next + rows.size() + 1,
              row.place(),
              row.rule(),
              row.arguments().toArray(String[]::new)
            });
      }
    }
    jdbc.batchUpdate(
        "insert into insurance_catalogue_problem"
            + " (tenant_id, institution, catalogue, number, place, rule, arguments)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  /** The report of the run before is forgotten when a new one begins. */
  void begin(JobLease held) {
    if (held.position() == null) {
      within(
          held,
          () ->
              jdbc.update(
                  "delete from insurance_catalogue_problem"
                      + " where tenant_id = ? and institution = ? and catalogue = ?",
                  held.tenantId(),
                  held.institution(),
                  held.catalogue()));
    }
  }

  void done(JobLease held) {
    changed(
        held,
        "state = case when again then 'waiting' else 'done' end, position = null, attempts = 0,"
            + " since = coalesce(newest, since), problem = null, done_at = now(),"
            + " lease_until = '-infinity'");
  }

  void stopped(JobLease held, String problem) {
    changed(
        held,
        "state = 'stopped', problem = ?, done_at = now(), lease_until = '-infinity'",
        problem);
  }

  void later(JobLease held, Duration pause, String problem) {
    changed(
        held,
        "attempts = attempts + 1, problem = ?, lease_until = '-infinity',"
            + " not_before = now() + ? * interval '1 millisecond'",
        problem,
        pause.toMillis());
  }

  private void changed(JobLease held, String change, Object... values) {
    List<Object> all = new ArrayList<>(java.util.Arrays.asList(values));
    all.addAll(
        List.of(held.tenantId(), held.institution(), held.catalogue(), held.owner(), held.fence()));
    if (jdbc.update("update insurance_catalogue_job set " + change + MINE, all.toArray()) == 0) {
      throw new JobLostException(held);
    }
  }

  private static JobLease row(ResultSet row, int number) throws SQLException {
    return new JobLease(
        row.getInt("tenant_id"),
        row.getString("institution"),
        row.getString("catalogue"),
        row.getString("position"),
        row.getObject("since", LocalDateTime.class),
        row.getObject("newest", LocalDateTime.class),
        row.getInt("attempts"),
        row.getString("owner"),
        row.getLong("fence"));
  }
}
