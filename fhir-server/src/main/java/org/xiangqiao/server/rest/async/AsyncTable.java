package org.xiangqiao.server.rest.async;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;

/** Table {@code async_request}; several nodes work on it, each on what it took. */
final class AsyncTable {

  /** A node that has not shown itself for so long is gone, with what it worked on. */
  private static final String LOST_AFTER = "interval '90 seconds'";

  private static final String UNANSWERED =
      "state in ('accepted', 'running') and alive_at > now() - " + LOST_AFTER;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final UUID node = UUID.randomUUID();

  AsyncTable(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Where a request stands. */
  enum State {
    ACCEPTED,
    RUNNING,
    DONE,
    LOST
  }

  /**
   * A request as its client sees it.
   *
   * @param status HTTP status of the answer; 0 as long as there is none
   */
  record Row(
      UUID id,
      String address,
      Instant askedAt,
      Instant expiresAt,
      State state,
      int status,
      List<String> patients) {}

  /** The answer itself. */
  record Stored(String contentType, byte[] body) {}

  /**
   * Writes a request down, unless its client has too many.
   *
   * @return empty if it has
   */
  Optional<UUID> insert(Caller caller, String address, byte[] body, AsyncSettings settings) {
    UUID id = UUID.randomUUID();
    Integer inserted =
        transaction.execute(
            status -> {
              jdbc.query(
                  "select pg_advisory_xact_lock_shared(hashtextextended('async', ?)),"
                      + " pg_advisory_xact_lock(hashtextextended(?, ?))",
                  row -> {},
                  (long) caller.tenantId(),
                  "async " + caller.client(),
                  (long) caller.tenantId());
              return jdbc.update(
                  "insert into async_request (request_id, tenant_id, client, address,"
                      + " request_body, expires_at, node, state)"
                      + " select ?, ?, ?, ?, ?::bytea, now() + make_interval(secs => ?), ?, 'accepted'"
                      + " from (select count(*) as kept, count(*) filter (where "
                      + UNANSWERED
                      + ") as unanswered from async_request where tenant_id = ? and client = ?) c"
                      + " where c.kept < ? and c.unanswered < ?",
                  id,
                  caller.tenantId(),
                  caller.client(),
                  address,
                  body,
                  (double) settings.keep().toSeconds(),
                  node,
                  caller.tenantId(),
                  caller.client(),
                  settings.maxKeptPerClient(),
                  settings.maxPerClient());
            });
    return inserted != null && inserted == 1 ? Optional.of(id) : Optional.empty();
  }

  /**
   * Marks the request as being worked on.
   *
   * @return false if it was cancelled in the meantime
   */
  boolean start(UUID id) {
    return jdbc.update(
            "update async_request set state = 'running', alive_at = now()"
                + " where request_id = ? and state = 'accepted'",
            id)
        == 1;
  }

  /** Body of the request, or null. */
  byte[] requestBody(UUID id) {
    List<byte[]> found =
        jdbc.query(
            "select request_body from async_request where request_id = ?",
            (row, n) -> row.getBytes(1),
            id);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Nothing happens if it was cancelled in the meantime. */
  void finish(UUID id, int status, Stored answer, List<String> patients) {
    jdbc.update(
        "update async_request set state = 'done', status = ?, content_type = ?, body = ?,"
            + " patients = ?::text[], request_body = null"
            + " where request_id = ? and state in ('running', 'lost')",
        status,
        answer.contentType(),
        answer.body(),
        patients.toArray(String[]::new),
        id);
  }

  Optional<Row> find(Caller caller, UUID id) {
    return jdbc
        .query(
            "select request_id, address, asked_at, expires_at, status, patients, case when "
                + UNANSWERED
                + " or state in ('done', 'lost') then state else 'lost' end"
                + " from async_request where request_id = ? and tenant_id = ? and client = ?"
                + " and expires_at > now()",
            (row, n) -> row(row),
            id,
            caller.tenantId(),
            caller.client())
        .stream()
        .findFirst();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        State.valueOf(row.getString(7).toUpperCase(java.util.Locale.ROOT)),
        row.getInt(5),
        List.of((String[]) row.getArray(6).getArray()));
  }

  Stored answer(UUID id) {
    return jdbc.queryForObject(
        "select content_type, body from async_request where request_id = ?",
        (row, n) -> new Stored(row.getString(1), row.getBytes(2)),
        id);
  }

  /** False if there was none of this caller. */
  boolean remove(Caller caller, UUID id) {
    return jdbc.update(
            "delete from async_request where request_id = ? and tenant_id = ? and client = ?",
            id,
            caller.tenantId(),
            caller.client())
        == 1;
  }

  /** Shows that this node lives, and tells which of its requests are still wanted. */
  Set<UUID> alive() {
    return new HashSet<>(
        jdbc.queryForList(
            "update async_request set alive_at = now()"
                + " where node = ? and state in ('accepted', 'running') returning request_id",
            UUID.class,
            node));
  }

  /** At the end of this node: what it has not answered will not be answered. */
  void giveUp() {
    jdbc.update(
        "update async_request set state = 'lost', request_body = null"
            + " where node = ? and state in ('accepted', 'running')",
        node);
  }

  /**
   * Removes all requests of a tenant, answered or not. Inside a transaction none is accepted until
   * it ends: what it erases, later ones do not see.
   */
  int removeAll(int tenant) {
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended('async', ?))", row -> {}, (long) tenant);
    return jdbc.update("delete from async_request where tenant_id = ?", tenant);
  }

  int removeExpired() {
    return jdbc.update("delete from async_request where expires_at < now()");
  }
}
