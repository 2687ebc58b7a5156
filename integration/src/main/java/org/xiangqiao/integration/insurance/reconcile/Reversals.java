package org.xiangqiao.integration.insurance.reconcile;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.PersonLease;
import org.xiangqiao.integration.insurance.book.PersonLeases;

/**
 * Settlements of ours that the platform shows and that nobody here ever learned of are reversed
 * (自动冲正, 2601), where this is switched on: the message is ours, its result is unknown, and no
 * answer but "queued" was given to anyone. The claim's own run sends the reversal and tells of it.
 */
class Reversals {

  /** Whoever stands at the counter may still wait for what was sent within the last hour. */
  private static final String UNANSWERED =
      """
      select s.message_id, c.person
      from insurance_statement_row r
        join insurance_step s on s.tenant_id = r.tenant_id and s.message_id = r.message_id
        join insurance_case c on c.tenant_id = s.tenant_id and c.case_id = s.case_id
      where r.tenant_id = ? and r.institution = ? and r.day = ? and r.result = '1'
        and r.finding = 'ours-unknown' and s.infno in ('2207', '2304') and s.state = 'unknown'
        and not s.past and s.answer is null and s.sent_at < now() - interval '1 hour'
        and c.kind = 'claim' and c.open and c.state = 'unknown'
        and not exists (
          select from insurance_step v where v.tenant_id = s.tenant_id and v.case_id = s.case_id
            and v.ordinal > s.ordinal and v.infno = '2601')
      order by s.message_id limit 500
      """;

  /** As if two questions had found nothing: what comes next is the reversal. */
  private static final String BEGIN =
      """
      with lost as (
        update insurance_step set looks = 2, failures = 0
        where tenant_id = ? and message_id = ? and state = 'unknown' and answer is null
        returning tenant_id, case_id)
      update insurance_case c set not_before = now() from lost
      where c.tenant_id = lost.tenant_id and c.case_id = lost.case_id and c.open
      """;

  private static final int TRIES = 20;
  private static final Duration ASK_LEASE = Duration.ofMillis(50);

  private record Lost(String messageId, byte[] person) {}

  private final JdbcTemplate jdbc;
  private final PersonLeases leases;
  private final Duration lease;
  private final boolean switchedOn;

  Reversals(JdbcTemplate jdbc, Duration lease, boolean switchedOn) {
    this.jdbc = jdbc;
    this.leases = new PersonLeases(jdbc);
    this.lease = lease;
    this.switchedOn = switchedOn;
  }

  /**
   * @return message ids whose reversal begins: no person needs to look
   */
  Set<String> begin(DayLease day) {
    Set<String> begun = new HashSet<>();
    if (switchedOn) {
      List<Lost> all =
          jdbc.query(
              UNANSWERED,
              (row, number) -> new Lost(row.getString(1), row.getBytes(2)),
              day.tenantId(),
              day.institution(),
              day.day());
      for (Lost one : all) {
        if (begin(day, one)) {
          begun.add(one.messageId());
        }
      }
    }
    return begun;
  }

  /** Only while nobody works on a claim of the person. */
  private boolean begin(DayLease day, Lost one) {
    Optional<PersonLease> mine = lease(day, one);
    if (mine.isEmpty()) {
      return false;
    }
    try {
      return jdbc.update(BEGIN, day.tenantId(), one.messageId()) > 0;
    } finally {
      leases.release(mine.get());
    }
  }

  private Optional<PersonLease> lease(DayLease day, Lost one) {
    Optional<PersonLease> mine = Optional.empty();
    for (int i = 0; i < TRIES && mine.isEmpty(); i++) {
      mine = leases.take(day.tenantId(), one.person(), "reconcile/" + UUID.randomUUID(), lease);
      if (mine.isEmpty()) {
        try {
          Thread.sleep(ASK_LEASE.toMillis());
        } catch (InterruptedException stopping) {
          Thread.currentThread().interrupt();
          return mine;
        }
      }
    }
    return mine;
  }
}
