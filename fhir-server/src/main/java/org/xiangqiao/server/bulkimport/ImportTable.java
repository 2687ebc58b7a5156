package org.xiangqiao.server.bulkimport;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;

/** Tables {@code import_job} and {@code import_input}: who asked for what, and how far it is. */
final class ImportTable {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  ImportTable(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * Writes a job down, unless its client has too many.
   *
   * @param request address of the request
   */
  Optional<UUID> insert(
      Caller caller, String request, ImportManifest manifest, ImportSettings settings) {
    UUID id = UUID.randomUUID();
    boolean uploads =
        manifest.inputs().stream().anyMatch(input -> input.source().equals(ImportInput.UPLOAD));
    Boolean inserted =
        transaction.execute(
            status -> {
              jdbc.query(
                  "select pg_advisory_xact_lock(hashtextextended(?, ?))",
                  row -> {},
                  "import " + caller.client(),
                  (long) caller.tenantId());
              int rows =
                  jdbc.update(
                      """
                      insert into import_job (job_id, tenant_id, client, organization, request_id,
                                              request, state, expires_at)
                      select ?, ?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?)
                       where (select count(*) from import_job where tenant_id = ? and client = ?
                                 and state in ('receiving', 'waiting', 'running')
                                 and expires_at > now()) < ?
                      """,
                      id,
                      caller.tenantId(),
                      caller.client(),
                      caller.organization(),
                      caller.requestId(),
                      request,
                      uploads ? "receiving" : "waiting",
                      (double) settings.keep().toSeconds(),
                      caller.tenantId(),
                      caller.client(),
                      settings.maxPerClient());
              if (rows == 1) {
                jdbc.update(
                    "insert into import_input (job_id, number, type, source)"
                        + " select ?, n - 1, type, source"
                        + " from unnest(?::text[], ?::text[]) with ordinality u(type, source, n)",
                    id,
                    manifest.inputs().stream()
                        .map(ImportManifest.Input::type)
                        .toArray(String[]::new),
                    manifest.inputs().stream()
                        .map(ImportManifest.Input::source)
                        .toArray(String[]::new));
              }
              return rows == 1;
            });
    return Boolean.TRUE.equals(inserted) ? Optional.of(id) : Optional.empty();
  }

  Optional<ImportJob> find(Caller caller, UUID id) {
    // One connection for the job and its inputs: clients poll this.
    return transaction.execute(
        status ->
            jdbc
                .query(
                    "select * from import_job where job_id = ? and tenant_id = ? and client = ?"
                        + " and expires_at > now()",
                    (row, n) -> job(row),
                    id,
                    caller.tenantId(),
                    caller.client())
                .stream()
                .findFirst());
  }

  /**
   * Takes the oldest job that nobody works on.
   *
   * @return empty if there is none
   */
  Optional<ImportJob> take(Duration lease) {
    return transaction.execute(
        status ->
            jdbc
                .query(
                    """
            update import_job set lease_until = now() + make_interval(secs => ?),
                   fence = fence + 1, state = 'running'
             where job_id = (select job_id from import_job
                              where state in ('waiting', 'running') and lease_until < now()
                              order by created_at limit 1 for update skip locked)
            returning *
            """,
                    (row, n) -> job(row),
                    (double) lease.toSeconds())
                .stream()
                .findFirst());
  }

  private ImportJob job(ResultSet row) throws SQLException {
    UUID id = row.getObject("job_id", UUID.class);
    return new ImportJob(
        id,
        new Caller(
            row.getInt("tenant_id"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("request_id")),
        row.getString("request"),
        row.getString("state"),
        row.getInt("pass"),
        row.getString("problem"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getLong("fence"),
        inputs(id));
  }

  List<ImportInput> inputs(UUID id) {
    return jdbc.query(
        "select * from import_input where job_id = ? order by number",
        (row, n) ->
            new ImportInput(
                row.getInt("number"),
                row.getString("type"),
                row.getString("source"),
                row.getObject("length", Long.class),
                row.getLong("position"),
                row.getLong("line"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("failed"),
                row.getBoolean("finished")),
        id);
  }

  /** Notes an upload; with the last one the job can begin. */
  boolean uploaded(UUID id, int number, long length) {
    Boolean noted =
        transaction.execute(
            status -> {
              // Two last uploads at once must see each other.
              jdbc.queryForList("select 1 from import_job where job_id = ? for update", id);
              int rows =
                  jdbc.update(
                      "update import_input set length = ? where job_id = ? and number = ?"
                          + " and source = 'upload:' and length is null",
                      length,
                      id,
                      number);
              jdbc.update(
                  "update import_job set state = 'waiting' where job_id = ?"
                      + " and state = 'receiving' and not exists (select 1 from import_input"
                      + " where job_id = ? and source = 'upload:' and length is null)",
                  id,
                  id);
              return rows == 1;
            });
    return Boolean.TRUE.equals(noted);
  }

  /** False if there was none of this caller. What is loaded stays. */
  boolean remove(Caller caller, UUID id) {
    return jdbc.update(
            "delete from import_job where job_id = ? and tenant_id = ? and client = ?",
            id,
            caller.tenantId(),
            caller.client())
        == 1;
  }

  /** Ids of jobs that expired. */
  List<UUID> removeExpired() {
    return jdbc.queryForList(
        "delete from import_job where expires_at < now() returning job_id", UUID.class);
  }
}
