package org.xiangqiao.integration.insurance.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Days to reconcile, and which node has which; all leases by the database's clock. */
class Days {

  /** Days since the institution's first case that nobody has begun with. */
  private static final String PLAN =
      """
      insert into insurance_reconciliation (tenant_id, institution, day, state, not_before)
      select ?, ?, d::date, 'waiting', now()
      from generate_series(?::date, ?::date, interval '1 day') d
      where d::date >= (
        select min((created_at at time zone 'Asia/Shanghai')::date) from insurance_case
        where tenant_id = ? and institution = ?)
      on conflict do nothing
      """;

  private static final String WANT =
      """
      insert into insurance_reconciliation as r (tenant_id, institution, day, state, not_before)
      values (?, ?, ?, 'waiting', '-infinity')
      on conflict (tenant_id, institution, day) do update
        set again = true, state = 'waiting', not_before = '-infinity', attempts = 0
      """;

  private static final String TAKE =
      """
      with due as materialized (
        select tenant_id, institution, day from insurance_reconciliation
        where state = 'waiting' and not_before <= now() and lease_until < now()
          and institution = any(?)
        order by not_before, day limit 1
        for update skip locked)
      update insurance_reconciliation r
      set owner = ?, lease_until = now() + ? * interval '1 millisecond', fence = r.fence + 1
      from due where (r.tenant_id, r.institution, r.day)
        = (due.tenant_id, due.institution, due.day)
      returning r.*
      """;

  private static final String MINE =
      " where tenant_id = ? and institution = ? and day = ? and owner = ? and fence = ?";

  /** What is known of a day. */
  record Known(boolean done, String outcome) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Duration lease;

  /**
   * @param lease longer than one message to the platform takes at most
   */
  Days(JdbcTemplate jdbc, PlatformTransactionManager transactions, Duration lease) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.lease = lease;
  }

  void plan(int tenantId, String institution, LocalDate from, LocalDate to) {
    jdbc.update(PLAN, tenantId, institution, from, to, tenantId, institution);
  }

  /** Somebody wants to have it reconciled now, again or for the first time. */
  void want(int tenantId, String institution, LocalDate day) {
    jdbc.update(WANT, tenantId, institution, day);
  }

  Optional<DayLease> take(Collection<String> institutions, String owner) {
    return transaction.execute(
        status ->
            jdbc
                .query(
                    TAKE, Days::row, institutions.toArray(String[]::new), owner, lease.toMillis())
                .stream()
                .findFirst());
  }

  /** One transaction, which fails unless the lease is still this one's, and makes it last. */
  void within(DayLease held, Runnable work) {
    transaction.executeWithoutResult(
        status -> {
          renew(held);
          work.run();
        });
  }

  /** Joins the running transaction, if there is one. */
  void renew(DayLease held) {
    changed(held, "lease_until = now() + ? * interval '1 millisecond'", lease.toMillis());
  }

  /** Joins the running transaction: what is booked or asked for later makes it be done again. */
  void begin(DayLease held) {
    changed(
        held,
        "again = false, lease_until = now() + ? * interval '1 millisecond'",
        lease.toMillis());
  }

  void done(DayLease held, String outcome) {
    changed(
        held,
        "state = case when again then 'waiting' else 'done' end, outcome = ?, attempts = 0,"
            + " done_at = now(), lease_until = '-infinity'",
        outcome);
  }

  void later(DayLease held, Duration pause) {
    changed(
        held,
        "attempts = attempts + 1, lease_until = '-infinity',"
            + " not_before = now() + ? * interval '1 millisecond'",
        pause.toMillis());
  }

  Known known(int tenantId, String institution, LocalDate day) {
    return jdbc.queryForObject(
        "select state, outcome from insurance_reconciliation"
            + " where tenant_id = ? and institution = ? and day = ?",
        (row, number) -> new Known("done".equals(row.getString(1)), row.getString(2)),
        tenantId,
        institution,
        day);
  }

  private void changed(DayLease held, String change, Object value) {
    int rows =
        jdbc.update(
            "update insurance_reconciliation set " + change + MINE,
            value,
            held.tenantId(),
            held.institution(),
            held.day(),
            held.owner(),
            held.fence());
    if (rows == 0) {
      throw new DayLostException(held);
    }
  }

  private static DayLease row(ResultSet row, int number) throws SQLException {
    return new DayLease(
        row.getInt("tenant_id"),
        row.getString("institution"),
        row.getObject("day", LocalDate.class),
        row.getString("owner"),
        row.getLong("fence"),
        row.getInt("attempts"));
  }
}
