package org.xiangqiao.server.revalidate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.revalidate.Asked.Kind;
import org.xiangqiao.server.revalidate.ReportLine.Key;
import org.xiangqiao.server.revalidate.RevalidationJob.Place;
import org.xiangqiao.store.Caller;

/** Tables {@code revalidation_job} and {@code revalidation_line}. */
final class RevalidationTable {

  /** A job that so many nodes have died of is not tried again. */
  private static final int MOST_ATTEMPTS = 50;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final RevalidationSettings settings;
  private final UUID node = UUID.randomUUID();

  RevalidationTable(
      JdbcTemplate jdbc, TransactionTemplate transaction, RevalidationSettings settings) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.settings = settings;
  }

  /**
   * Writes a job down, and forgets the county's oldest reports.
   *
   * @param lastRid nothing beyond is looked at
   * @return empty if a job of this county is under way
   */
  Optional<UUID> insert(Caller caller, Asked asked, long lastRid) {
    UUID id = UUID.randomUUID();
    int inserted =
        jdbc.update(
            """
            insert into revalidation_job
                   (job_id, tenant_id, client, kind, types, profile, sender, since, until, last_rid)
            values (?, ?, ?, ?, ?::text[], ?, ?, ?, ?, ?)
            on conflict (tenant_id) where state in ('waiting', 'running') do nothing
            """,
            id,
            caller.tenantId(),
            caller.client(),
            asked.kind().code(),
            asked.types().toArray(String[]::new),
            asked.profile(),
            asked.sender(),
            time(asked.since()),
            time(asked.until()),
            lastRid);
    if (inserted == 0) {
      return Optional.empty();
    }
    jdbc.update(
        """
        delete from revalidation_job
         where tenant_id = ? and state in ('done', 'failed')
           and job_id not in (select job_id from revalidation_job
                               where tenant_id = ? and state in ('done', 'failed')
                               order by asked_at desc, job_id limit ?)
        """,
        caller.tenantId(),
        caller.tenantId(),
        settings.maxKept());
    return Optional.of(id);
  }

  /** Takes the oldest job that nobody works on. */
  Optional<RevalidationJob> take() {
    jdbc.update(
        "update revalidation_job set state = 'failed', problem = 'attempts', finished_at = now(),"
            + " expires_at = now() + make_interval(secs => ?)"
            + " where state = 'running' and lease_until < now() and attempt >= ?",
        seconds(settings.keep()),
        MOST_ATTEMPTS);
    return jdbc
        .query(
            """
            update revalidation_job set state = 'running', node = ?, attempt = attempt + 1,
                   lease_until = now() + make_interval(secs => ?)
             where job_id = (select job_id from revalidation_job
                              where state in ('waiting', 'running') and lease_until < now()
                              order by asked_at limit 1 for update skip locked)
            returning *
            """,
            (row, n) ->
                new RevalidationJob(
                    row.getObject("job_id", UUID.class),
                    row.getInt("tenant_id"),
                    asked(row),
                    row.getInt("attempt"),
                    row.getLong("last_rid"),
                    new Place(
                        row.getInt("stage"),
                        instant(row, "position_time"),
                        row.getLong("position"))),
            node,
            seconds(settings.lease()))
        .stream()
        .findFirst();
  }

  /**
   * What was counted and where the reading is, in one transaction.
   *
   * @throws Abandoned if the job is not this taker's any more
   */
  void commit(RevalidationJob job, Place place, long checked, long broken, List<ReportLine> lines) {
    transaction.executeWithoutResult(
        status -> {
          requireTaken(
              jdbc.update(
                  "update revalidation_job set stage = ?, position = ?, position_time = ?,"
                      + " checked = checked + ?, broken = broken + ?,"
                      + " lease_until = now() + make_interval(secs => ?)"
                      + " where job_id = ? and attempt = ? and state = 'running'",
                  place.stage(),
                  place.position(),
                  time(place.time()),
                  checked,
                  broken,
                  seconds(settings.lease()),
                  job.id(),
                  job.attempt()));
          add(job.id(), lines);
        });
  }

  private void add(UUID id, List<ReportLine> lines) {
    jdbc.batchUpdate(
        """
        insert into revalidation_line as l
               (job_id, type, sender, profile, rule, checked, broken, examples)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (job_id, type, sender, profile, rule) do update
           set checked = l.checked + excluded.checked, broken = l.broken + excluded.broken,
               examples = (l.examples || excluded.examples)[1:?]
        """,
        lines,
        500,
        (statement, line) -> {
          statement.setObject(1, id);
          statement.setString(2, line.key().type());
          statement.setString(3, line.key().sender());
          statement.setString(4, line.key().profile());
          statement.setString(5, line.key().rule());
          statement.setLong(6, line.checked());
          statement.setLong(7, line.broken());
          statement.setArray(
              8, statement.getConnection().createArrayOf("text", line.examples().toArray()));
          statement.setInt(9, settings.examples());
        });
  }

  void finish(RevalidationJob job) {
    end(job, "done", null);
  }

  /**
   * @param problem one of our words, never content
   */
  void fail(RevalidationJob job, String problem) {
    end(job, "failed", problem);
  }

  private void end(RevalidationJob job, String state, String problem) {
    requireTaken(
        jdbc.update(
            "update revalidation_job set state = ?, problem = ?, finished_at = now(),"
                + " expires_at = now() + make_interval(secs => ?)"
                + " where job_id = ? and attempt = ? and state = 'running'",
            state,
            problem,
            seconds(settings.keep()),
            job.id(),
            job.attempt()));
  }

  /** Lets others go on with it at once. */
  void release(RevalidationJob job) {
    jdbc.update(
        "update revalidation_job set lease_until = '-infinity' where job_id = ? and attempt = ?",
        job.id(),
        job.attempt());
  }

  /** Shows that this node lives; false if the job is not this taker's any more. */
  boolean alive(RevalidationJob job) {
    return jdbc.update(
            "update revalidation_job set lease_until = now() + make_interval(secs => ?)"
                + " where job_id = ? and attempt = ? and state = 'running'",
            seconds(settings.lease()),
            job.id(),
            job.attempt())
        == 1;
  }

  void removeExpired() {
    jdbc.update(
        "delete from revalidation_job where state in ('done', 'failed') and expires_at < now()");
  }

  /** Cancels a job or forgets its report; false if the county has none of this number. */
  boolean remove(int tenant, UUID id) {
    return jdbc.update(
            "delete from revalidation_job where job_id = ? and tenant_id = ?", id, tenant)
        == 1;
  }

  Optional<RevalidationView> find(int tenant, UUID id) {
    return jdbc
        .query(
            "select * from revalidation_job"
                + " where job_id = ? and tenant_id = ? and expires_at > now()",
            (row, n) ->
                new RevalidationView(
                    row.getObject("job_id", UUID.class),
                    asked(row),
                    row.getString("state"),
                    row.getString("problem"),
                    instant(row, "asked_at"),
                    instant(row, "finished_at"),
                    instant(row, "expires_at"),
                    row.getInt("stage"),
                    row.getLong("checked"),
                    row.getLong("broken")),
            id,
            tenant)
        .stream()
        .findFirst();
  }

  /** Of a job, by type and sender; resources before rules, the most frequent rule first. */
  List<ReportLine> lines(UUID id) {
    return jdbc.query(
        "select type, sender, profile, rule, checked, broken, examples from revalidation_line"
            + " where job_id = ? order by type, sender, rule <> '', broken desc, profile, rule",
        (row, n) ->
            new ReportLine(
                new Key(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                row.getLong(5),
                row.getLong(6),
                List.of((String[]) row.getArray(7).getArray())),
        id);
  }

  private static void requireTaken(int rows) {
    if (rows != 1) {
      throw new Abandoned();
    }
  }

  private static Asked asked(ResultSet row) throws SQLException {
    return new Asked(
        Kind.of(row.getString("kind")),
        List.of((String[]) row.getArray("types").getArray()),
        row.getString("profile"),
        row.getString("sender"),
        instant(row, "since"),
        instant(row, "until"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null || time.equals(OffsetDateTime.MAX) ? null : time.toInstant();
  }

  private static OffsetDateTime time(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
