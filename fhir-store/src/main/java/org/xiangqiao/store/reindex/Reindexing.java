package org.xiangqiao.store.reindex;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.database.DatabaseFailures;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.parameter.ParameterCatalog;

/**
 * The queue of reindexing jobs. Any node may work on it: a job belongs to whoever holds its lease
 * and goes on behind the last row when that node is gone.
 *
 * <p>A job for a new parameter first waits until every transaction has ended that began before the
 * parameter was known: whatever is written after that carries its values already.
 */
public final class Reindexing {

  private static final int BATCH = 200;
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Nodes look for changed parameters every second; this is well beyond. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final int JOBS_SHOWN = 500;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ResourceTypes types;
  private final ParameterCatalog catalog;
  private final RowReindexer rows;

  public Reindexing(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ResourceTypes types,
      ParameterCatalog catalog,
      RowReindexer rows) {
    this.catalog = catalog;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.types = types;
    this.rows = rows;
  }

  /**
   * Queues the types anew; what is queued already stays one job.
   *
   * @return the jobs that index these types from now on
   */
  public List<ReindexJob> start(Caller caller, Collection<String> wanted) {
    Short[] codes = wanted.stream().distinct().map(types::code).toArray(Short[]::new);
    List<ReindexJob> queued = new ArrayList<>();
    String waiting =
        "tenant_id = ? and type_code = any(?::smallint[]) and parameter_id is null"
            + " and state = 'waiting'";
    transaction.executeWithoutResult(
        status -> {
          queued.addAll(
              jdbc.query(
                  "select * from reindex_job where " + waiting + " order by job_id for update",
                  (row, n) -> job(row),
                  caller.tenantId(),
                  codes));
          queued.addAll(
              jdbc.query(
                  """
                  insert into reindex_job (tenant_id, type_code)
                  select ?, code from unnest(?::smallint[]) code where not exists (
                    select 1 from reindex_job where tenant_id = ? and type_code = code
                       and parameter_id is null and state = 'waiting')
                  returning *
                  """,
                  (row, n) -> job(row),
                  caller.tenantId(),
                  codes,
                  caller.tenantId()));
        });
    return List.copyOf(queued);
  }

  /** Types of which the tenant has resources. */
  public List<String> typesInUse(Caller caller) {
    List<String> names = types.names().stream().sorted().toList();
    String probes =
        names.stream()
            .map(
                name ->
                    "select '"
                        + name
                        + "' where exists (select 1 from "
                        + types.table(name)
                        + " where tenant_id = "
                        + caller.tenantId()
                        + ")")
            .collect(Collectors.joining(" union all "));
    return jdbc.queryForList(probes, String.class);
  }

  /** Jobs of a tenant by their numbers. */
  public List<ReindexJob> jobs(Caller caller, Collection<Long> ids) {
    return jdbc.query(
        "select * from reindex_job where tenant_id = ? and job_id = any(?::bigint[])"
            + " order by job_id",
        (row, n) -> job(row),
        caller.tenantId(),
        ids.toArray(Long[]::new));
  }

  /** The newest jobs of a tenant. */
  public List<ReindexJob> jobs(Caller caller) {
    return jdbc.query(
        "select * from reindex_job where tenant_id = ? order by job_id desc limit ?",
        (row, n) -> job(row),
        caller.tenantId(),
        JOBS_SHOWN);
  }

  private ReindexJob job(ResultSet row) throws SQLException {
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    return new ReindexJob(
        row.getLong("job_id"),
        types.name(row.getShort("type_code")),
        row.getString("parameter_id"),
        row.getString("state"),
        row.getLong("done"),
        row.getObject("total", Long.class),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getString("problem"));
  }

  /**
   * Works for a while on one job.
   *
   * @param atMost about how long
   * @return true if there is more to do at once
   */
  public boolean work(Duration atMost) {
    forgetDisabled();
    Taken job = transaction.execute(status -> take());
    if (job == null) {
      return false;
    }
    try {
      return job.state().equals("running") ? run(job, atMost) : drain(job);
    } catch (RuntimeException failure) {
      if (passes(failure)) {
        // The lease runs out, and whoever takes the job then goes on behind the last row.
        return false;
      }
      fail(job, failure);
      return true;
    }
  }

  private Taken take() {
    return jdbc
        .query(
            """
            update reindex_job set lease_until = now() + make_interval(secs => ?)
             where job_id = (select job_id from reindex_job
                              where state in ('waiting', 'draining', 'running')
                                and lease_until < now()
                              order by job_id limit 1 for update skip locked)
            returning job_id, tenant_id, type_code, parameter_id, state, draining, last_rid
            """,
            (row, n) -> {
              Array draining = row.getArray(6);
              return new Taken(
                  row.getLong(1),
                  row.getInt(2),
                  types.name(row.getShort(3)),
                  row.getString(4),
                  row.getString(5),
                  draining == null ? new String[0] : (String[]) draining.getArray(),
                  row.getLong(7));
            },
            LEASE.toSeconds())
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Waits, without holding anything, for transactions that were under way. */
  private boolean drain(Taken job) {
    if (job.state().equals("waiting")) {
      jdbc.update(
          """
          update reindex_job set state = 'draining', lease_until = '-infinity', draining = array(
                   select l.virtualtransaction from pg_locks l
                     join pg_stat_activity a on a.pid = l.pid and a.datname = current_database()
                    where l.locktype = 'virtualxid' and l.mode = 'ExclusiveLock' and l.granted
                      and l.pid <> pg_backend_pid())
           where job_id = ? and state = 'waiting'
          """,
          job.id());
      return true;
    }
    Boolean waiting =
        jdbc.queryForObject(
            "select exists (select 1 from pg_locks where locktype = 'virtualxid'"
                + " and mode = 'ExclusiveLock' and virtualtransaction = any(?))",
            Boolean.class,
            (Object) job.draining());
    if (Boolean.TRUE.equals(waiting)) {
      jdbc.update("update reindex_job set lease_until = '-infinity' where job_id = ?", job.id());
      return false;
    }
    jdbc.update(
        "update reindex_job set state = 'running', draining = null, lease_until = '-infinity',"
            + " total = (select greatest(0, sum(c.reltuples)::bigint) from pg_class c"
            + " where c.oid = ?::regclass or c.oid in"
            + " (select inhrelid from pg_inherits where inhparent = ?::regclass))"
            + " where job_id = ? and state = 'draining'",
        types.table(job.type()),
        types.table(job.type()),
        job.id());
    return true;
  }

  private boolean run(Taken job, Duration atMost) {
    catalog.refresh();
    Instant end = Instant.now().plus(atMost);
    long last = job.lastRid();
    while (true) {
      long after = last;
      RowReindexer.Batch batch =
          transaction.execute(
              status -> {
                RowReindexer.Batch done = rows.reindex(job.tenantId(), job.type(), after, BATCH);
                progress(job, done);
                return done;
              });
      last = batch.lastRid();
      if (batch.rows() < BATCH) {
        finish(job);
        return true;
      }
      if (Instant.now().isAfter(end)) {
        jdbc.update("update reindex_job set lease_until = '-infinity' where job_id = ?", job.id());
        return true;
      }
    }
  }

  /** Together with the rows it speaks of. */
  private void progress(Taken job, RowReindexer.Batch batch) {
    jdbc.update(
        "update reindex_job set last_rid = ?, done = done + ?,"
            + " lease_until = now() + make_interval(secs => ?) where job_id = ?",
        batch.lastRid(),
        batch.rows(),
        LEASE.toSeconds(),
        job.id());
  }

  private void finish(Taken job) {
    transaction.executeWithoutResult(
        status -> {
          int finished =
              jdbc.update(
                  "update reindex_job set state = 'done', finished_at = now()"
                      + " where job_id = ? and state = 'running'",
                  job.id());
          if (finished == 1 && job.parameterId() != null) {
            activate(job.tenantId(), job.parameterId());
          }
        });
  }

  private void activate(int tenantId, String parameterId) {
    int active =
        jdbc.update(
            """
            update custom_parameter set state = 'active', since = now()
             where tenant_id = ? and fhir_id = ? and state = 'waiting'
               and not exists (select 1 from reindex_job
                                where tenant_id = ? and parameter_id = ?
                                  and state not in ('done', 'cancelled'))
            """,
            tenantId,
            parameterId,
            tenantId,
            parameterId);
    if (active == 1) {
      advance();
    }
  }

  /** What every node has stopped to search is no longer indexed either. */
  private void forgetDisabled() {
    transaction.executeWithoutResult(
        status -> {
          int gone =
              jdbc.update(
                  "delete from custom_parameter where state = 'disabling'"
                      + " and since < now() - make_interval(secs => ?)",
                  GRACE.toSeconds());
          if (gone > 0) {
            advance();
          }
        });
  }

  private void advance() {
    jdbc.update(
        "update custom_parameter_generation set generation = nextval('custom_parameter_change')");
  }

  /**
   * A race lost against writers, or a database that cannot answer now, says nothing of the rows.
   */
  private static boolean passes(RuntimeException failure) {
    return DatabaseFailures.lostRace(failure)
        || DatabaseFailures.translate(failure) instanceof StoreException refusal
            && (refusal.kind() == StoreProblem.Kind.UNAVAILABLE
                || refusal.kind() == StoreProblem.Kind.TIMEOUT);
  }

  /** The reason is kept without values: a class name tells where to look. */
  private void fail(Taken job, RuntimeException failure) {
    jdbc.update(
        "update reindex_job set state = 'failed', finished_at = now(), problem = ?"
            + " where job_id = ? and state in ('waiting', 'draining', 'running')",
        failure.getClass().getSimpleName(),
        job.id());
  }

  private record Taken(
      long id,
      int tenantId,
      String type,
      String parameterId,
      String state,
      String[] draining,
      long lastRid) {}
}
