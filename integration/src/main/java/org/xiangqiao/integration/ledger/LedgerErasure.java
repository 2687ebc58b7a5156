package org.xiangqiao.integration.ledger;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Takes the contents out of messages whose resources are erased (彻底删除): payload, answer, problems
 * and the hash of the payload. The row stays and says that there was a message, flagged {@code
 * erased}. The same message sent again is then a new one. Joins the caller's transaction.
 */
public class LedgerErasure {

  /** Shorter numbers are found in messages about anybody. */
  private static final int SHORTEST_NUMBER = 6;

  private static final String FIND =
      "select message_id, state_group, recorded_at, partner, dedupe_key from exchange_message"
          + " where tenant_id = ? and payload is not null and ";

  private static final String EMPTY =
      """
      update exchange_message m
         set payload = null, answer = null, problems = '[]', dedupe_key = '',
             flags = array_append(array_remove(m.flags, 'erased'), 'erased')
        from unnest(?::text[], ?::timestamptz[], ?::bigint[]) as k(state_group, recorded_at, id)
       where m.tenant_id = ? and m.state_group = k.state_group and m.recorded_at = k.recorded_at
         and m.message_id = k.id
      """;

  private final JdbcTemplate jdbc;

  public LedgerErasure(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Empties the messages that brought these versions.
   *
   * @param references {@code Type/id/_history/version}
   * @return how many
   */
  public int eraseIncoming(int tenant, Collection<String> references) {
    return empty(
        tenant,
        find(
            "resources && ?::text[]",
            statement -> {
              statement.setInt(1, tenant);
              statement.setArray(
                  2, statement.getConnection().createArrayOf("text", references.toArray()));
            }));
  }

  /**
   * Empties incoming messages that led to no resource (refused, or nothing new) and hold one of the
   * numbers of a resident (居民).
   *
   * @param numbers identifier values; short ones are not looked for
   * @return how many
   */
  public int eraseUnlinked(int tenant, Collection<String> numbers) {
    Object[] wanted =
        numbers.stream()
            .filter(number -> number.length() >= SHORTEST_NUMBER)
            .map(number -> number.getBytes(StandardCharsets.UTF_8))
            .toArray();
    if (wanted.length == 0) {
      return 0;
    }
    return empty(
        tenant,
        find(
            "resources = '{}' and direction = 'in' and exists"
                + " (select 1 from unnest(?::bytea[]) n(number) where position(number in payload) > 0)",
            statement -> {
              statement.setInt(1, tenant);
              statement.setArray(2, statement.getConnection().createArrayOf("bytea", wanted));
            }));
  }

  /**
   * Empties outgoing messages.
   *
   * @param controlIds stable message ids, each at the partner in the same place
   */
  public int eraseOutgoing(int tenant, List<String> partners, List<String> controlIds) {
    return empty(
        tenant,
        find(
            "direction = 'out' and (partner, control_id) in"
                + " (select * from unnest(?::text[], ?::text[]))",
            statement -> {
              statement.setInt(1, tenant);
              statement.setArray(
                  2, statement.getConnection().createArrayOf("text", partners.toArray()));
              statement.setArray(
                  3, statement.getConnection().createArrayOf("text", controlIds.toArray()));
            }));
  }

  /** Removes outgoing messages that are not to be sent any more. */
  public void withdraw(int tenant, Collection<Long> messageIds) {
    jdbc.update(
        "delete from exchange_message where tenant_id = ? and message_id = any(?)"
            + " and direction = 'out' and state in ('waiting', 'parked')",
        statement -> {
          statement.setInt(1, tenant);
          statement.setArray(
              2, statement.getConnection().createArrayOf("int8", messageIds.toArray()));
        });
  }

  private List<Message> find(String condition, PreparedStatementSetter arguments) {
    return jdbc.query(
        FIND + condition + " for update",
        arguments,
        (row, n) ->
            new Message(
                row.getLong(1),
                row.getString(2),
                row.getObject(3, OffsetDateTime.class),
                row.getString(4),
                row.getBytes(5)));
  }

  private int empty(int tenant, List<Message> messages) {
    if (messages.isEmpty()) {
      return 0;
    }
    jdbc.update(
        EMPTY,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(
              1, connection.createArrayOf("text", messages.stream().map(Message::group).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf(
                  "timestamptz", messages.stream().map(m -> m.recordedAt().toString()).toArray()));
          statement.setArray(
              3, connection.createArrayOf("int8", messages.stream().map(Message::id).toArray()));
          statement.setInt(4, tenant);
        });
    jdbc.update(
        "delete from exchange_dedupe d using unnest(?::text[], ?::bytea[]) as k(partner, dedupe_key)"
            + " where d.tenant_id = ? and d.partner = k.partner and d.dedupe_key = k.dedupe_key",
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(
              1,
              connection.createArrayOf("text", messages.stream().map(Message::partner).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf("bytea", messages.stream().map(Message::dedupe).toArray()));
          statement.setInt(3, tenant);
        });
    return messages.size();
  }

  private record Message(
      long id, String group, OffsetDateTime recordedAt, String partner, byte[] dedupe) {}
}
