package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;

/** Tables {@code code_system_load} and {@code code_system_source} as those see them who ask. */
public final class LoadJobs {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final CodeSystemVersions versions;
  private final LoadLimits limits;
  private final Upload upload;
  private final SourceSweep files;
  private final LoadJobRows rows = new LoadJobRows();

  public LoadJobs(JdbcTemplate jdbc, TransactionTemplate transaction, LoadLimits limits) {
    this(jdbc, transaction, limits, System::nanoTime);
  }

  LoadJobs(
      JdbcTemplate jdbc, TransactionTemplate transaction, LoadLimits limits, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.versions = new CodeSystemVersions(jdbc);
    this.limits = limits;
    this.upload = new Upload(jdbc, limits.longestFile(), nanos);
    this.files = new SourceSweep(jdbc);
  }

  /**
   * Takes a file in to be loaded as a version of a code system: all of it, or nothing.
   *
   * @throws SourceProblem if there is such a version, the client has too many jobs, or the file is
   *     too long
   */
  public UUID load(Caller caller, String url, String version, LoadOptions options, InputStream file)
      throws IOException {
    return load(caller, url, version, options, -1, file);
  }

  /**
   * As {@link #load(Caller, String, String, LoadOptions, InputStream)}.
   *
   * @param length that the file is said to have, in bytes; -1 if nobody says
   */
  public UUID load(
      Caller caller, String url, String version, LoadOptions options, long length, InputStream file)
      throws IOException {
    upload.requireLength(length);
    UUID id =
        transaction.execute(
            status -> {
              long key =
                  versions
                      .begin(caller.tenantId(), url, version, "{}")
                      .orElseThrow(() -> new SourceProblem("load-version-there", url, version));
              return insert(caller, "load", url, version, key, options, "receiving");
            });
    boolean whole = false;
    try {
      upload.receive(id, file);
      whole = true;
      return id;
    } finally {
      if (!whole) {
        abandon(id);
      }
    }
  }

  /** As if it had never begun: the name of the version is free again. */
  private void abandon(UUID id) {
    jdbc.update(
        "update code_system_load set state = 'cancelled' where job_id = ? and state = 'receiving'",
        id);
    files.sweep();
    jdbc.update(
        """
        with gone as (delete from code_system_load where job_id = ? returning version_key)
        update code_system_version v set state = 'failed', removed_at = now() from gone
         where v.version_key = gone.version_key and v.state = 'loading'
        """,
        id);
  }

  /** Asks for a switch or a removal, for whoever has no store at hand. */
  public UUID ask(Caller caller, String kind, String url, String version) {
    return transaction.execute(
        status -> insert(caller, kind, url, version, null, LoadOptions.ofFormat("csv"), "waiting"));
  }

  private UUID insert(
      Caller caller,
      String kind,
      String url,
      String version,
      Long key,
      LoadOptions options,
      String state) {
    UUID id = UUID.randomUUID();
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended(?, ?))",
        row -> {},
        "code system load " + caller.client(),
        (long) caller.tenantId());
    int inserted =
        jdbc.update(
            """
            insert into code_system_load (tenant_id, job_id, client, organization, request_id, kind,
                                          url, version, version_key, options, state, expires_at)
            select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                   case when ? = 'receiving' then %s else 'infinity' end
             where (select count(*) from code_system_load where tenant_id = ? and client = ?
                       and state in ('receiving', 'waiting', 'running') and expires_at > now()) < ?
            """
                .formatted(Upload.PATIENCE),
            caller.tenantId(),
            id,
            caller.client(),
            caller.organization(),
            caller.requestId(),
            kind,
            url,
            version,
            key,
            options.json(),
            state,
            state,
            caller.tenantId(),
            caller.client(),
            limits.maxPerClient());
    if (inserted == 0) {
      throw new SourceProblem("load-too-many", limits.maxPerClient());
    }
    return id;
  }

  /** Whether a worker is at this job, or at another one before it. */
  public boolean attended() {
    return !jdbc.queryForList(
            "select 1 from code_system_load where state = 'running' and lease_until > now() limit 1",
            Integer.class)
        .isEmpty();
  }

  public Optional<LoadJob> find(int tenantId, UUID id) {
    return jdbc
        .query(
            "select * from code_system_load where job_id = ? and tenant_id = ?"
                + " and expires_at > now()",
            rows,
            id,
            tenantId)
        .stream()
        .findFirst();
  }

  /** Reported rows, in the order of the file. */
  public List<RowProblem> problems(UUID id, long afterRow, int count) {
    return jdbc.query(
        "select row_number, place, rule, arguments from code_system_problem where job_id = ?"
            + " and row_number > ? order by row_number, number limit ?",
        (row, n) ->
            new RowProblem(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                List.of((String[]) row.getArray(4).getArray())),
        id,
        afterRow,
        count);
  }

  /**
   * Stops a job; what it loaded so far is never seen. A finished one is forgotten.
   *
   * @return false if there is none
   */
  public boolean cancel(Caller caller, UUID id) {
    boolean there =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  LoadJob job = find(caller.tenantId(), id).orElse(null);
                  if (job == null) {
                    return false;
                  }
                  if (job.finished()) {
                    return jdbc.update("delete from code_system_load where job_id = ?", id) == 1;
                  }
                  jdbc.update(
                      "update code_system_load set state = 'cancelled', finished_at = now(),"
                          + " expires_at = now() + make_interval(secs => ?) where job_id = ?"
                          + " and state in ('receiving', 'waiting', 'running')",
                      (double) limits.keep().toSeconds(),
                      id);
                  if (job.versionKey() != null) {
                    versions.failed(job.versionKey());
                  }
                  return true;
                }));
    files.sweep();
    return there;
  }
}
