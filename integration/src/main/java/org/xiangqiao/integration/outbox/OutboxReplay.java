package org.xiangqiao.integration.outbox;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.Replay;

/**
 * Sends a parked message again, or sets it aside so that later messages about the same resource
 * need not wait for it. A waiting message is only hurried up; a delivered one stays as it is.
 */
public class OutboxReplay implements Replay {

  /** Sorted, so that two operators lock lanes in the same order. */
  private static final String LOCK_LANES =
      """
      select 1 from outbox_lane l
      where (l.tenant_id, l.partner, l.lane) in (
        select o.tenant_id, o.partner, o.lane
        from outbox_message m join outbox_message o
          on o.tenant_id = m.tenant_id and o.partner = m.partner
         and o.resource_type = m.resource_type and o.resource_id = m.resource_id
        where m.tenant_id = ? and m.message_id = ?)
      order by l.partner, l.lane
      for update
      """;

  private static final String WAKE_LANES =
      """
      update outbox_lane l
      set pending = true, not_before = least(not_before, now())
      where (l.tenant_id, l.partner, l.lane) in (
        select o.tenant_id, o.partner, o.lane
        from outbox_message m join outbox_message o
          on o.tenant_id = m.tenant_id and o.partner = m.partner
         and o.resource_type = m.resource_type and o.resource_id = m.resource_id
        where m.tenant_id = ? and m.message_id = ?)
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ExchangeLedger ledger;
  private final OutboxSignal signal;

  public OutboxReplay(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      ExchangeLedger ledger,
      OutboxSignal signal) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.ledger = ledger;
    this.signal = signal;
  }

  @Override
  public boolean handles(LedgerEntry entry) {
    return "out".equals(entry.direction());
  }

  @Override
  public LedgerEntry replay(LedgerEntry entry) {
    transaction.executeWithoutResult(
        status -> {
          lockLanes(entry);
          int unparked =
              jdbc.update(
                  "update outbox_message set state = 'waiting'"
                      + " where tenant_id = ? and message_id = ? and state = 'parked'",
                  entry.tenantId(),
                  entry.messageId());
          if (unparked > 0) {
            ledger.waiting(entry.tenantId(), entry.messageId());
          }
          jdbc.update(WAKE_LANES, entry.tenantId(), entry.messageId());
        });
    signal.raise(entry.partner());
    return ledger.find(entry.tenantId(), entry.messageId()).orElse(entry);
  }

  /**
   * Gives a parked message up: the ledger keeps it as parked, later messages about the resource go
   * on. For a fact that was wrong and has been corrected since.
   */
  public LedgerEntry setAside(LedgerEntry entry) {
    transaction.executeWithoutResult(
        status -> {
          lockLanes(entry);
          jdbc.update(WAKE_LANES, entry.tenantId(), entry.messageId());
          jdbc.update(
              "delete from outbox_message"
                  + " where tenant_id = ? and message_id = ? and state = 'parked'",
              entry.tenantId(),
              entry.messageId());
        });
    signal.raise(entry.partner());
    return ledger.find(entry.tenantId(), entry.messageId()).orElse(entry);
  }

  /** No worker records, and no writer adds, while the message's state changes. */
  private void lockLanes(LedgerEntry entry) {
    jdbc.queryForList(LOCK_LANES, Integer.class, entry.tenantId(), entry.messageId());
  }
}
