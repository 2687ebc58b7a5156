package org.xiangqiao.integration.ledger;

import static org.xiangqiao.integration.ledger.LedgerQuery.time;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/** The exchange ledger (交换台账) in PostgreSQL, partitioned by state group and month of arrival. */
public class JdbcExchangeLedger implements ExchangeLedger {

  private static final String RECEIVE =
      """
      with claimed as (
        insert into exchange_dedupe (tenant_id, partner, dedupe_key, control_id, message_id, recorded_at)
        values (?, ?, ?, ?, nextval('exchange_message_id'), ?)
        on conflict do nothing
        returning message_id)
      insert into exchange_message (tenant_id, message_id, recorded_at, state, state_group, state_at,
          direction, partner, message_type, control_id, dedupe_key, flags, charset, payload, request_id)
      select ?, message_id, ?, 'received', 'open', ?, 'in', ?, ?, ?, ?,
             case when ? <> '' and exists (select from exchange_dedupe
                                           where tenant_id = ? and partner = ? and control_id = ?)
                  then array['control-id-reused'] else '{}'::text[] end,
             ?, ?, ?
      from claimed
      returning\s"""
          + LedgerRows.COLUMNS;

  private static final String CHANGE =
      """
      update exchange_message
      set state = ?, state_group = ?, state_at = ?, attempts = attempts + ?, problems = ?::jsonb,
          resources = ?, answer = coalesce(?, answer)
      where tenant_id = ? and message_id = ? and recorded_at = ? and state_group = ? and state = ?
        and state_at = ?
      """;

  private static final String CHANGE_OUTGOING =
      """
      update exchange_message
      set state = ?, state_group = ?, state_at = ?, attempts = attempts + ?, problems = ?::jsonb,
          answer = coalesce(?, answer)
      where tenant_id = ? and message_id = ? and state_group = ? and state = ? and direction = 'out'
      """;

  private static final String ADD_OUTGOING =
      """
      insert into exchange_message (tenant_id, recorded_at, state, state_group, state_at, direction,
          partner, message_type, control_id, dedupe_key, request_id)
      select tenant_id, ?, 'waiting', 'open', ?, 'out', partner, message_type, control_id, dedupe_key,
             request_id
      from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::text[])
           with ordinality as m (tenant_id, partner, message_type, control_id, dedupe_key, request_id, place)
      order by place
      returning message_id
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate own;
  private final Clock clock;

  public JdbcExchangeLedger(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.own = new TransactionTemplate(transactions);
    this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  @Override
  public Receipt receive(IncomingMessage message) {
    byte[] key = DedupeKey.of(message.partner(), message.controlId(), message.payload());
    for (int round = 0; round < 3; round++) {
      Optional<Receipt> receipt = own.execute(status -> receive(message, key));
      if (receipt.isPresent()) {
        return receipt.get();
      }
    }
    throw new ConcurrencyFailureException("the ledger could neither add nor find the message");
  }

  private Optional<Receipt> receive(IncomingMessage m, byte[] key) {
    var now = time(now());
    List<LedgerEntry> added =
        jdbc.query(
            RECEIVE,
            LedgerRows::entry,
            m.tenantId(),
            m.partner(),
            key,
            m.controlId(),
            now,
            m.tenantId(),
            now,
            now,
            m.partner(),
            m.messageType(),
            m.controlId(),
            key,
            m.controlId(),
            m.tenantId(),
            m.partner(),
            m.controlId(),
            m.charset(),
            m.payload(),
            m.requestId());
    return added.isEmpty() ? earlier(m, key) : Optional.of(new Receipt(added.get(0), false, null));
  }

  private Optional<Receipt> earlier(IncomingMessage m, byte[] key) {
    Long messageId =
        DataAccessUtils.singleResult(
            jdbc.queryForList(
                "select message_id from exchange_dedupe"
                    + " where tenant_id = ? and partner = ? and dedupe_key = ?",
                Long.class,
                m.tenantId(),
                m.partner(),
                key));
    if (messageId == null) {
      return Optional.empty();
    }
    Optional<LedgerEntry> entry = find(m.tenantId(), messageId);
    if (entry.isEmpty()) {
      // Its month was dropped: the message is taken as new.
      jdbc.update(
          "delete from exchange_dedupe"
              + " where tenant_id = ? and partner = ? and dedupe_key = ? and message_id = ?",
          m.tenantId(),
          m.partner(),
          key,
          messageId);
    }
    return entry.map(e -> new Receipt(e, true, answer(m.tenantId(), messageId).orElse(null)));
  }

  @Override
  public WriteParticipant stored(LedgerEntry entry, byte[] answer) {
    return (caller, changes) -> {
      boolean nothing = changes.stream().allMatch(c -> c.effect() == WriteOutcome.Effect.UNCHANGED);
      String[] touched = changes.stream().map(JdbcExchangeLedger::reference).toArray(String[]::new);
      change(
          entry,
          nothing ? MessageState.UNCHANGED : MessageState.STORED,
          List.of(),
          touched,
          answer);
    };
  }

  private static String reference(Change change) {
    return change.type() + "/" + change.id() + "/_history/" + change.version();
  }

  @Override
  public void unchanged(LedgerEntry entry, byte[] answer) {
    own.executeWithoutResult(
        status -> change(entry, MessageState.UNCHANGED, List.of(), new String[0], answer));
  }

  @Override
  public void refused(LedgerEntry entry, List<Problem> problems, byte[] answer) {
    own.executeWithoutResult(
        status -> change(entry, MessageState.REFUSED, problems, new String[0], answer));
  }

  private void change(
      LedgerEntry entry,
      MessageState state,
      List<Problem> problems,
      String[] resources,
      byte[] answer) {
    int changed;
    try {
      changed =
          jdbc.update(
              CHANGE,
              state.code(),
              state.group(),
              time(now()),
              1,
              LedgerRows.json(problems),
              resources,
              answer,
              entry.tenantId(),
              entry.messageId(),
              time(entry.recordedAt()),
              entry.state().group(),
              entry.state().code(),
              time(entry.stateAt()));
    } catch (ConcurrencyFailureException moved) {
      // The row went to another partition while we waited for it.
      throw new LedgerConflictException(entry.messageId(), moved);
    }
    if (changed == 0) {
      throw new LedgerConflictException(entry.messageId(), null);
    }
  }

  @Override
  public long addOutgoing(
      int tenantId, String partner, String messageType, String controlId, String requestId) {
    return addOutgoing(
            List.of(new OutgoingMessage(tenantId, partner, messageType, controlId, requestId)))
        .get(0);
  }

  @Override
  public List<Long> addOutgoing(List<OutgoingMessage> messages) {
    var now = time(now());
    return jdbc.queryForList(
        ADD_OUTGOING,
        Long.class,
        now,
        now,
        messages.stream().map(OutgoingMessage::tenantId).toArray(Integer[]::new),
        messages.stream().map(OutgoingMessage::partner).toArray(String[]::new),
        messages.stream().map(OutgoingMessage::messageType).toArray(String[]::new),
        messages.stream().map(OutgoingMessage::controlId).toArray(String[]::new),
        messages.stream().map(JdbcExchangeLedger::key).toArray(byte[][]::new),
        messages.stream().map(OutgoingMessage::requestId).toArray(String[]::new));
  }

  private static byte[] key(OutgoingMessage message) {
    return DedupeKey.of(message.partner(), message.controlId(), new byte[0]);
  }

  @Override
  public void sending(int tenantId, long messageId, byte[] payload) {
    jdbc.update(
        "update exchange_message set payload = ? where tenant_id = ? and message_id = ?"
            + " and state_group = 'open' and payload is distinct from ?",
        payload,
        tenantId,
        messageId,
        payload);
  }

  @Override
  public void delivered(int tenantId, long messageId, byte[] answer) {
    outgoing(tenantId, messageId, MessageState.WAITING, MessageState.DELIVERED, List.of(), answer);
  }

  @Override
  public void parked(int tenantId, long messageId, List<Problem> problems, byte[] answer) {
    outgoing(tenantId, messageId, MessageState.WAITING, MessageState.PARKED, problems, answer);
  }

  @Override
  public void waiting(int tenantId, long messageId) {
    outgoing(tenantId, messageId, MessageState.PARKED, MessageState.WAITING, List.of(), null);
  }

  private void outgoing(
      int tenantId,
      long messageId,
      MessageState from,
      MessageState to,
      List<Problem> problems,
      byte[] answer) {
    jdbc.update(
        CHANGE_OUTGOING,
        to.code(),
        to.group(),
        time(now()),
        to == MessageState.WAITING ? 0 : 1,
        LedgerRows.json(problems),
        answer,
        tenantId,
        messageId,
        from.group(),
        from.code());
  }

  @Override
  public List<LedgerEntry> list(int tenantId, LedgerFilter filter) {
    LedgerQuery query = LedgerQuery.of(tenantId, filter);
    return jdbc.query(query.sql(), LedgerRows::entry, query.arguments());
  }

  @Override
  public Optional<LedgerEntry> find(int tenantId, long messageId) {
    return jdbc
        .query(
            "select "
                + LedgerRows.COLUMNS
                + " from exchange_message"
                + " where tenant_id = ? and message_id = ?",
            LedgerRows::entry,
            tenantId,
            messageId)
        .stream()
        .findFirst();
  }

  @Override
  public Optional<byte[]> payload(int tenantId, long messageId) {
    return bytes("payload", tenantId, messageId);
  }

  @Override
  public Optional<byte[]> answer(int tenantId, long messageId) {
    return bytes("answer", tenantId, messageId);
  }

  private Optional<byte[]> bytes(String column, int tenantId, long messageId) {
    return jdbc
        .query(
            "select "
                + column
                + " from exchange_message"
                + " where tenant_id = ? and message_id = ? and "
                + column
                + " is not null",
            (row, number) -> row.getBytes(1),
            tenantId,
            messageId)
        .stream()
        .findFirst();
  }

  @Override
  public List<LedgerCount> summary(int tenantId, Instant since) {
    return jdbc.query(
        "select direction, state, count(*) from exchange_message"
            + " where tenant_id = ? and recorded_at >= ? group by direction, state"
            + " order by direction, state",
        (row, number) ->
            new LedgerCount(
                row.getString(1),
                MessageState.valueOf(row.getString(2).toUpperCase(java.util.Locale.ROOT)),
                row.getLong(3)),
        tenantId,
        time(since));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
