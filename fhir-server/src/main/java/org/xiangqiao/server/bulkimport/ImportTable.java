package org.xiangqiao.server.bulkimport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;
import org.xiangqiao.store.Caller;

/** Tables {@code import_job} and {@code import_input} as clients see them. */
final class ImportTable {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;

  ImportTable(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
  }

  /**
   * Writes a job down, unless its client has too many.
   *
   * @param request address of the request
   * @param patience how long uploads are waited for
   */
  Optional<UUID> insert(
      Caller caller, String request, ImportManifest manifest, int most, Duration patience) {
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
                      select ?, ?, ?, ?, ?, ?, ?,
                             case when ? then now() + make_interval(secs => ?) else 'infinity' end
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
                      uploads,
                      (double) patience.toSeconds(),
                      caller.tenantId(),
                      caller.client(),
                      most);
              if (rows == 1) {
                insert(id, manifest.inputs());
              }
              return rows == 1;
            });
    return Boolean.TRUE.equals(inserted) ? Optional.of(id) : Optional.empty();
  }

  private void insert(UUID id, List<ImportManifest.Input> inputs) {
    jdbc.update(
        "insert into import_input (job_id, number, type, source)"
            + " select ?, n - 1, type, source"
            + " from unnest(?::text[], ?::text[]) with ordinality u(type, source, n)",
        id,
        inputs.stream().map(ImportManifest.Input::type).toArray(String[]::new),
        inputs.stream().map(ImportManifest.Input::source).toArray(String[]::new));
  }

  Optional<ImportJob> find(Caller caller, UUID id) {
    // One connection for the job and its inputs: clients poll this.
    return transaction.execute(
        status ->
            jdbc
                .query(
                    "select * from import_job where job_id = ? and tenant_id = ? and client = ?"
                        + " and expires_at > now()",
                    rows,
                    id,
                    caller.tenantId(),
                    caller.client())
                .stream()
                .findFirst());
  }

  List<ImportInput> inputs(UUID id) {
    return rows.inputs(id);
  }

  /**
   * An upload is arriving: the job is waited for anew.
   *
   * @return false if nobody waits for it any more
   */
  boolean arriving(UUID id, Duration patience) {
    return jdbc.update(
            "update import_job set expires_at = now() + make_interval(secs => ?)"
                + " where job_id = ? and state = 'receiving' and expires_at > now()",
            (double) patience.toSeconds(),
            id)
        == 1;
  }

  /**
   * Accepts an upload; with the last one the job can begin.
   *
   * @return false if this part has one already, or there is no such job any more
   */
  boolean uploaded(UUID id, int number, Kept file) {
    Boolean noted =
        transaction.execute(
            status -> {
              // Two last uploads at once must see each other.
              if (jdbc.queryForList(
                      "select 1 from import_job where job_id = ? and state = 'receiving'"
                          + " and expires_at > now() for update",
                      id)
                  .isEmpty()) {
                return false;
              }
              int accepted =
                  jdbc.update(
                      "update import_input set length = ?, kept = ? where job_id = ? and number = ?"
                          + " and source = 'upload:' and length is null",
                      file.length(),
                      file.name(),
                      id,
                      number);
              jdbc.update(
                  "update import_job set state = 'waiting', expires_at = 'infinity'"
                      + " where job_id = ? and state = 'receiving'"
                      + " and not exists (select 1 from import_input"
                      + " where job_id = ? and source = 'upload:' and length is null)",
                  id,
                  id);
              return accepted == 1;
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

  /** The same, whoever of the county began it. */
  boolean remove(int tenant, UUID id) {
    return jdbc.update("delete from import_job where job_id = ? and tenant_id = ?", id, tenant)
        == 1;
  }
}
