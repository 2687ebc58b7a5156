package org.xiangqiao.server.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.export.ExportStart;

/** Tables {@code export_job}, {@code export_file} and {@code export_patient}, for the workers. */
final class ExportTable {

  /** A job that so many nodes have died of is not tried again. */
  private static final int MOST_ATTEMPTS = 50;

  private static final int PATIENTS_AT_ONCE = 10_000;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ObjectMapper json;
  private final ExportSettings settings;
  private final UUID node = UUID.randomUUID();

  /**
   * @param transaction always a new one: a cursor may be open on another connection
   */
  ExportTable(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ObjectMapper json,
      ExportSettings settings) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.json = json;
    this.settings = settings;
  }

  /**
   * Writes a job down, unless there are too many.
   *
   * @param patients row ids of the residents whose compartments are meant, or null
   * @return empty if there are
   */
  Optional<UUID> insert(Caller caller, String address, ExportSpec spec, List<Long> patients) {
    UUID id = UUID.randomUUID();
    Integer inserted =
        transaction.execute(
            status -> {
              lock(caller.tenantId());
              int rows = insert(id, caller, address, spec);
              if (rows == 1 && patients != null) {
                insert(id, patients);
              }
              return rows;
            });
    return inserted != null && inserted == 1 ? Optional.of(id) : Optional.empty();
  }

  /** One at a time begins an export of a tenant, or takes exports back. */
  private void lock(int tenant) {
    jdbc.query(
        "select pg_advisory_xact_lock(hashtextextended('export', ?))", row -> {}, (long) tenant);
  }

  private int insert(UUID id, Caller caller, String address, ExportSpec spec) {
    return jdbc.update(
        """
        insert into export_job (job_id, tenant_id, client, address, spec, types)
        select ?, ?, ?, ?, ?, ?::text[]
          from (select count(*) filter (where client = ?) as kept,
                       count(*) filter (where client = ? and state in ('waiting', 'running')) as own,
                       count(*) filter (where state in ('waiting', 'running')) as open
                  from export_job where tenant_id = ?) c
         where c.kept < ? and c.own < ? and c.open < ?
        """,
        id,
        caller.tenantId(),
        caller.client(),
        address,
        written(spec),
        spec.types().toArray(String[]::new),
        caller.client(),
        caller.client(),
        caller.tenantId(),
        settings.maxKeptPerClient(),
        settings.maxPerClient(),
        settings.maxPerTenant());
  }

  private void insert(UUID id, List<Long> patients) {
    for (int at = 0; at < patients.size(); at += PATIENTS_AT_ONCE) {
      jdbc.update(
          "insert into export_patient select ?, unnest(?::bigint[]) on conflict do nothing",
          id,
          patients
              .subList(at, Math.min(patients.size(), at + PATIENTS_AT_ONCE))
              .toArray(Long[]::new));
    }
  }

  /**
   * Takes the oldest job that nobody works on.
   *
   * @param directory of this node: half-done jobs elsewhere are for those who have their files
   */
  Optional<ExportJob> take(UUID directory) {
    jdbc.update(
        "update export_job set state = 'failed', problem = 'attempts',"
            + " expires_at = now() + make_interval(secs => ?)"
            + " where state = 'running' and lease_until < now() and attempt >= ?",
        seconds(settings.keep()),
        MOST_ATTEMPTS);
    return jdbc
        .query(
            """
            update export_job set state = 'running', node = ?, directory = ?,
                   attempt = attempt + 1, lease_until = now() + make_interval(secs => ?)
             where job_id = (select job_id from export_job
                              where state in ('waiting', 'running') and lease_until < now()
                                and (directory is null or directory = ?)
                              order by asked_at limit 1 for update skip locked)
            returning job_id, tenant_id, client, spec, attempt, transaction_time, last_rid,
                      stage, position
            """,
            (row, n) -> job(row),
            node,
            directory,
            seconds(settings.lease()),
            directory)
        .stream()
        .findFirst();
  }

  private ExportJob job(ResultSet row) throws SQLException {
    OffsetDateTime time = row.getObject("transaction_time", OffsetDateTime.class);
    return new ExportJob(
        row.getObject("job_id", UUID.class),
        new Caller(row.getInt("tenant_id"), row.getString("client"), "", ""),
        read(row.getString("spec")),
        row.getInt("attempt"),
        time == null ? null : new ExportStart(time.toInstant(), row.getLong("last_rid")),
        row.getInt("stage"),
        row.getLong("position"));
  }

  /** Fixes what the export is to be complete to. */
  void begin(ExportJob job, ExportStart start) {
    requireTaken(
        jdbc.update(
            "update export_job set transaction_time = ?, last_rid = ?"
                + " where job_id = ? and attempt = ? and transaction_time is null",
            start.transactionTime().atOffset(ZoneOffset.UTC),
            start.lastRid(),
            job.id(),
            job.attempt()));
  }

  List<ExportFile> files(UUID id) {
    return jdbc.query(
        "select name, kind, type, lines, bytes from export_file where job_id = ?"
            + " order by type, kind, length(name), name",
        (row, n) ->
            new ExportFile(
                row.getString(1),
                ExportFile.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                row.getString(3),
                row.getLong(4),
                row.getLong(5)),
        id);
  }

  /**
   * What the files hold and where the reading is, in one transaction.
   *
   * @param lines written since the last commit
   */
  void commit(ExportJob job, int stage, long position, long lines, Collection<ExportFile> files) {
    transaction.executeWithoutResult(
        status -> {
          requireTaken(
              jdbc.update(
                  "update export_job set stage = ?, position = ?, exported = exported + ?,"
                      + " lease_until = now() + make_interval(secs => ?)"
                      + " where job_id = ? and attempt = ? and state = 'running'",
                  stage,
                  position,
                  lines,
                  seconds(settings.lease()),
                  job.id(),
                  job.attempt()));
          for (ExportFile file : files) {
            jdbc.update(
                """
                insert into export_file (job_id, name, kind, type, lines, bytes)
                values (?, ?, ?, ?, ?, ?)
                on conflict (job_id, name) do update
                   set lines = excluded.lines, bytes = excluded.bytes
                """,
                job.id(),
                file.name(),
                file.kind().code(),
                file.type(),
                file.lines(),
                file.bytes());
          }
        });
  }

  void finish(ExportJob job) {
    end(job, "done", null);
  }

  /**
   * @param problem one of our words, never content
   */
  void fail(ExportJob job, String problem) {
    end(job, "failed", problem);
  }

  private void end(ExportJob job, String state, String problem) {
    transaction.executeWithoutResult(
        status -> {
          requireTaken(
              jdbc.update(
                  "update export_job set state = ?, problem = ?,"
                      + " expires_at = now() + make_interval(secs => ?)"
                      + " where job_id = ? and attempt = ? and state = 'running'",
                  state,
                  problem,
                  seconds(settings.keep()),
                  job.id(),
                  job.attempt()));
          jdbc.update("delete from export_patient where job_id = ?", job.id());
          if (problem != null) {
            jdbc.update("delete from export_file where job_id = ?", job.id());
          }
        });
  }

  /** Lets others go on with it at once. */
  void release(ExportJob job) {
    jdbc.update(
        "update export_job set lease_until = '-infinity' where job_id = ? and attempt = ?",
        job.id(),
        job.attempt());
  }

  /** Shows that this node lives, and tells which of its jobs are still its own. */
  Set<UUID> alive(Collection<UUID> jobs) {
    return new HashSet<>(
        jdbc.queryForList(
            "update export_job set lease_until = now() + make_interval(secs => ?)"
                + " where job_id = any(?) and node = ? and state = 'running' returning job_id",
            UUID.class,
            seconds(settings.lease()),
            jobs.toArray(UUID[]::new),
            node));
  }

  /** Removes finished jobs whose time is over, with what is known of their files. */
  List<UUID> removeExpired() {
    return jdbc.queryForList(
        "delete from export_job where state in ('done', 'failed') and expires_at < now()"
            + " returning job_id",
        UUID.class);
  }

  /**
   * Removes jobs of a tenant that may hold one of the types, whatever their state. Inside a
   * transaction no further one is begun until it ends: what it erases, later ones do not see.
   */
  List<UUID> remove(int tenant, Collection<String> types) {
    lock(tenant);
    return jdbc.queryForList(
        "delete from export_job where tenant_id = ? and types && ?::text[] returning job_id",
        UUID.class,
        tenant,
        types.toArray(String[]::new));
  }

  /** False if there was none of this caller. */
  boolean remove(Caller caller, UUID id) {
    return jdbc.update(
            "delete from export_job where job_id = ? and tenant_id = ? and client = ?",
            id,
            caller.tenantId(),
            caller.client())
        == 1;
  }

  Set<UUID> existing(Collection<UUID> ids) {
    return new HashSet<>(
        jdbc.queryForList(
            "select job_id from export_job where job_id = any(?)",
            UUID.class,
            (Object) ids.toArray(UUID[]::new)));
  }

  Optional<ExportView> find(Caller caller, UUID id) {
    return jdbc
        .query(
            "select * from export_job where job_id = ? and tenant_id = ? and client = ?"
                + " and expires_at > now()",
            (row, n) -> view(row),
            id,
            caller.tenantId(),
            caller.client())
        .stream()
        .findFirst();
  }

  private ExportView view(ResultSet row) throws SQLException {
    OffsetDateTime time = row.getObject("transaction_time", OffsetDateTime.class);
    Instant transactionTime = time == null ? null : time.toInstant();
    OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
    return new ExportView(
        row.getObject("job_id", UUID.class),
        row.getString("address"),
        row.getString("state"),
        row.getString("problem"),
        row.getObject("directory", UUID.class),
        transactionTime,
        expires.equals(OffsetDateTime.MAX) ? null : expires.toInstant(),
        row.getInt("stage"),
        read(row.getString("spec")).stages().size(),
        row.getLong("exported"));
  }

  private static void requireTaken(int rows) {
    if (rows != 1) {
      throw new ExportAbandonedException();
    }
  }

  private String written(ExportSpec spec) {
    try {
      return json.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExportSpec read(String spec) {
    try {
      return json.readValue(spec, ExportSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
