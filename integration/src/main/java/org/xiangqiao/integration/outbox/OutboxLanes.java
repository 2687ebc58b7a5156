package org.xiangqiao.integration.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.Problem;

/**
 * Leases of lanes and what came of their messages, each in a short transaction of its own. All
 * times are the database's: clocks of nodes may differ.
 */
class OutboxLanes {

  private static final String CLAIM =
      """
      with due as materialized (
        select tenant_id, partner, lane from outbox_lane
        where partner = ? and pending and not_before <= now()
          and (lease_until is null or lease_until < now())
        order by not_before limit 1
        for update skip locked)
      update outbox_lane l
      set owner = ?, lease_until = now() + ? * interval '1 millisecond', fence = fence + 1
      from due
      where l.tenant_id = due.tenant_id and l.partner = due.partner and l.lane = due.lane
      returning l.tenant_id, l.lane, l.fence, l.failures
      """;

  /** A parked message holds back later versions of its own resource only, in whatever lane. */
  private static final String NOT_BEHIND_PARKED =
      """
       and not exists (
          select from outbox_message p
          where p.tenant_id = m.tenant_id and p.partner = m.partner
            and p.resource_type = m.resource_type and p.resource_id = m.resource_id
            and p.version < m.version and p.state = 'parked')
      """;

  /** A resource that changed its resident lies in two lanes: its versions still go in order. */
  private static final String NOT_BEHIND_OTHER_LANE =
      """
       and not exists (
          select from outbox_message p
          where p.tenant_id = m.tenant_id and p.partner = m.partner
            and p.resource_type = m.resource_type and p.resource_id = m.resource_id
            and p.version < m.version and p.lane <> m.lane)
      """;

  private static final String IN_LANE =
      " where m.tenant_id = ? and m.partner = ? and m.lane = ? and m.state = 'waiting'";

  private static final String BATCH =
      "select m.* from outbox_message m"
          + IN_LANE
          + NOT_BEHIND_PARKED
          + NOT_BEHIND_OTHER_LANE
          + " order by m.number limit ?";

  private static final String SENDABLE =
      "select exists (select from outbox_message m" + IN_LANE + NOT_BEHIND_PARKED + ")";

  private static final String KEY = " where tenant_id = ? and partner = ? and lane = ?";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ExchangeLedger ledger;

  OutboxLanes(JdbcTemplate jdbc, PlatformTransactionManager transactions, ExchangeLedger ledger) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.ledger = ledger;
  }

  /** Takes the lane that is due longest, if any. */
  Optional<Lease> claim(String partner, String owner, Duration time) {
    return jdbc
        .query(
            CLAIM,
            (row, number) ->
                new Lease(
                    row.getInt(1), partner, row.getString(2), owner, row.getLong(3), row.getInt(4)),
            partner,
            owner,
            time.toMillis())
        .stream()
        .findFirst();
  }

  /** The lane's next messages that may go, in order. */
  List<OutboxFact> batch(Lease lease, int size) {
    return jdbc.query(
        BATCH, OutboxLanes::fact, lease.tenantId(), lease.partner(), lease.lane(), size);
  }

  /** Keeps in the ledger what is about to be sent. */
  void sending(OutboxFact fact, byte[] payload) {
    ledger.sending(fact.tenantId(), fact.messageId(), payload);
  }

  void delivered(Lease lease, OutboxFact fact, byte[] answer, Duration renewal) {
    transaction.executeWithoutResult(
        status -> {
          check(lease);
          jdbc.update(
              "delete from outbox_message" + KEY + " and number = ?",
              fact.tenantId(),
              fact.partner(),
              fact.lane(),
              fact.number());
          ledger.delivered(fact.tenantId(), fact.messageId(), answer);
          renew(lease, renewal);
        });
  }

  void parked(
      Lease lease, OutboxFact fact, List<Problem> problems, byte[] answer, Duration renewal) {
    transaction.executeWithoutResult(
        status -> {
          check(lease);
          jdbc.update(
              "update outbox_message set state = 'parked'" + KEY + " and number = ?",
              fact.tenantId(),
              fact.partner(),
              fact.lane(),
              fact.number());
          ledger.parked(fact.tenantId(), fact.messageId(), problems, answer);
          renew(lease, renewal);
        });
  }

  /** Gives the lane back until the partner may be there again. */
  void unavailable(Lease lease, Duration pause) {
    transaction.executeWithoutResult(
        status -> {
          check(lease);
          release(lease, pause, ", failures = failures + 1");
        });
  }

  /** Gives the lane back; it stays due as long as something in it may go. */
  void release(Lease lease, Duration pause) {
    transaction.executeWithoutResult(
        status -> {
          check(lease);
          release(lease, pause, "");
        });
  }

  private void release(Lease lease, Duration pause, String also) {
    // A statement of its own, after the row lock: it sees what a writer committed just now.
    Boolean sendable =
        jdbc.queryForObject(
            SENDABLE, Boolean.class, lease.tenantId(), lease.partner(), lease.lane());
    jdbc.update(
        "update outbox_lane set owner = null, lease_until = null, pending = ?,"
            + " not_before = now() + ? * interval '1 millisecond'"
            + also
            + KEY,
        sendable,
        pause.toMillis(),
        lease.tenantId(),
        lease.partner(),
        lease.lane());
  }

  private void renew(Lease lease, Duration renewal) {
    jdbc.update(
        "update outbox_lane set failures = 0, lease_until = now() + ? * interval '1 millisecond'"
            + KEY,
        renewal.toMillis(),
        lease.tenantId(),
        lease.partner(),
        lease.lane());
  }

  /** Locks the lane and makes sure that it is still this lease's. */
  private void check(Lease lease) {
    List<Integer> held =
        jdbc.queryForList(
            "select 1 from outbox_lane" + KEY + " and owner = ? and fence = ? for update",
            Integer.class,
            lease.tenantId(),
            lease.partner(),
            lease.lane(),
            lease.owner(),
            lease.fence());
    if (held.isEmpty()) {
      throw new LeaseLostException(lease);
    }
  }

  private static OutboxFact fact(ResultSet row, int rowNumber) throws SQLException {
    return new OutboxFact(
        row.getInt("tenant_id"),
        row.getString("partner"),
        row.getString("lane"),
        row.getLong("number"),
        row.getLong("message_id"),
        row.getString("control_id"),
        row.getString("resource_type"),
        row.getString("resource_id"),
        row.getLong("version"),
        row.getString("effect"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
