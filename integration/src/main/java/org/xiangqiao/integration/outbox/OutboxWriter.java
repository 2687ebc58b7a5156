package org.xiangqiao.integration.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.integration.ledger.OutgoingMessage;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.WriteParticipant;

/**
 * Puts a write's facts into the outbox, in the write's own transaction: three statements, however
 * many facts there are. The upsert of the lane holds its row lock until the commit, so numbers in a
 * lane are in the order of commits.
 */
public class OutboxWriter implements WriteParticipant {

  /** Sorted, so that two writes lock common lanes in the same order. */
  private static final String NUMBER_LANES =
      """
      insert into outbox_lane as l (tenant_id, partner, lane, last_number)
      select ?, partner, lane, facts
      from unnest(?::text[], ?::text[], ?::bigint[]) as u (partner, lane, facts)
      order by partner, lane collate "C"
      on conflict (tenant_id, partner, lane)
        do update set last_number = l.last_number + excluded.last_number, pending = true
      returning partner, lane, last_number
      """;

  private static final String ADD =
      """
      insert into outbox_message (tenant_id, partner, lane, number, message_id, control_id,
          resource_type, resource_id, version, effect, created_at)
      select ?, partner, lane, number, message_id, control_id, resource_type, resource_id, version,
             effect, clock_timestamp()
      from unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                  ?::bigint[], ?::text[])
           as u (partner, lane, number, message_id, control_id, resource_type, resource_id, version,
                 effect)
      """;

  private final JdbcTemplate jdbc;
  private final ExchangeLedger ledger;
  private final List<OutboxInterest> interests;
  private final OutboxSignal signal;

  public OutboxWriter(
      JdbcTemplate jdbc,
      ExchangeLedger ledger,
      Collection<OutboxInterest> interests,
      OutboxSignal signal) {
    this.jdbc = jdbc;
    this.ledger = ledger;
    this.interests = List.copyOf(interests);
    this.signal = signal;
  }

  private record Row(OutboxInterest interest, String lane, Change change, String controlId) {

    Lane key() {
      return new Lane(interest.partner(), lane);
    }
  }

  private record Lane(String partner, String lane) implements Comparable<Lane> {

    @Override
    public int compareTo(Lane other) {
      int byPartner = partner.compareTo(other.partner);
      return byPartner != 0 ? byPartner : lane.compareTo(other.lane);
    }
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    List<Row> rows = rows(caller.tenantId(), changes);
    if (rows.isEmpty()) {
      return;
    }
    List<Long> messageIds =
        ledger.addOutgoing(rows.stream().map(row -> outgoing(caller, row)).toList());
    add(caller.tenantId(), rows, numbers(caller.tenantId(), rows), messageIds);
    wakeAfterCommit(rows);
  }

  private List<Row> rows(int tenantId, List<Change> changes) {
    List<Row> rows = new ArrayList<>();
    for (Change change : changes) {
      if (change.effect() == Effect.UNCHANGED) {
        continue;
      }
      for (OutboxInterest interest : interests) {
        if (interest.tenantId() == tenantId && interest.cares(change)) {
          String controlId =
              StableMessageId.of(
                  tenantId, interest.partner(), change.type(), change.id(), change.version());
          rows.add(new Row(interest, interest.lane(change), change, controlId));
        }
      }
    }
    return rows;
  }

  private static OutgoingMessage outgoing(Caller caller, Row row) {
    return new OutgoingMessage(
        caller.tenantId(),
        row.interest().partner(),
        row.interest().messageType(),
        row.controlId(),
        caller.requestId());
  }

  /** Each row's number in its lane. */
  private Long[] numbers(int tenantId, List<Row> rows) {
    Map<Lane, Long> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.key(), 1L, Long::sum));
    Map<Lane, Long> next = new HashMap<>();
    jdbc.query(
        NUMBER_LANES,
        row -> {
          Lane lane = new Lane(row.getString(1), row.getString(2));
          next.put(lane, row.getLong(3) - counts.get(lane) + 1);
        },
        tenantId,
        counts.keySet().stream().map(Lane::partner).toArray(String[]::new),
        counts.keySet().stream().map(Lane::lane).toArray(String[]::new),
        counts.values().toArray(Long[]::new));
    return rows.stream().map(row -> next.merge(row.key(), 1L, Long::sum) - 1).toArray(Long[]::new);
  }

  private void add(int tenantId, List<Row> rows, Long[] numbers, List<Long> messageIds) {
    jdbc.update(
        ADD,
        tenantId,
        texts(rows, row -> row.interest().partner()),
        texts(rows, Row::lane),
        numbers,
        messageIds.toArray(Long[]::new),
        texts(rows, Row::controlId),
        texts(rows, row -> row.change().type()),
        texts(rows, row -> row.change().id()),
        rows.stream().map(row -> row.change().version()).toArray(Long[]::new),
        texts(rows, row -> row.change().effect().name().toLowerCase(Locale.ROOT)));
  }

  private static String[] texts(List<Row> rows, Function<Row, String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  private void wakeAfterCommit(List<Row> rows) {
    Set<String> partners = new TreeSet<>();
    rows.forEach(row -> partners.add(row.interest().partner()));
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              partners.forEach(signal::raise);
            }
          });
    }
  }
}
