package org.xiangqiao.terminology.service.load;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes jobs, and keeps the right to work on them: whoever lost it, or whose job was cancelled,
 * commits nothing.
 */
public final class LoadLease {

  private static final String MINE = " where job_id = ? and fence = ? and state = 'running'";

  private final JdbcTemplate jdbc;
  private final LoadLimits limits;
  private final LoadJobRows rows = new LoadJobRows();
  private final SourceSweep files;

  public LoadLease(JdbcTemplate jdbc, LoadLimits limits) {
    this.jdbc = jdbc;
    this.limits = limits;
    this.files = new SourceSweep(jdbc);
  }

  /** The oldest job that nobody works on. That counts as an attempt until the job gets on. */
  public Optional<LoadJob> take() {
    return jdbc
        .query(
            """
            update code_system_load set lease_until = now() + make_interval(secs => ?),
                   fence = fence + 1, attempts = attempts + 1, state = 'running'
             where job_id = (select job_id from code_system_load
                              where state in ('waiting', 'running') and lease_until < now()
                              order by created_at limit 1 for update skip locked)
            returning *
            """,
            rows,
            limits.lease().toMillis() / 1000.0)
        .stream()
        .findFirst();
  }

  /** Ends jobs that were taken again and again without getting on, and gives their versions up. */
  public List<UUID> giveUp() {
    return jdbc.queryForList(
        """
        with ended as (
          update code_system_load set state = 'failed', problem = 'load-attempts',
                 problem_arguments = array[attempts::text], finished_at = now(),
                 expires_at = now() + make_interval(secs => ?)
           where state in ('waiting', 'running') and lease_until < now() and attempts >= ?
          returning job_id, version_key),
        given_up as (
          update code_system_version v set state = 'failed', removed_at = now() from ended
           where v.version_key = ended.version_key and v.state = 'loading' returning 1)
        select job_id from ended
        """,
        UUID.class,
        (double) limits.keep().toSeconds(),
        limits.maxAttempts());
  }

  /** Forgets jobs that ended, and files that never arrived, long ago; and files of what ended. */
  public void removeExpired() {
    files.sweep();
    jdbc.update(
        """
        with gone as (delete from code_system_load where state not in ('waiting', 'running')
                         and expires_at < now() returning version_key)
        update code_system_version v set state = 'failed', removed_at = now() from gone
         where v.version_key = gone.version_key and v.state = 'loading'
        """);
  }

  /**
   * Renews the lease. Inside a transaction nobody takes or cancels the job until that ends.
   *
   * @throws Halt.Lost if it is another's
   */
  void require(LoadJob job) {
    require(
        jdbc.update(
            "update code_system_load set lease_until = now() + make_interval(secs => ?)" + MINE,
            limits.lease().toMillis() / 1000.0,
            job.id(),
            job.fence()));
  }

  /** The job got on: its attempts count anew. */
  void advance(LoadJob job, long row, int loaded, int merged, int refused) {
    require(
        jdbc.update(
            "update code_system_load set rows_done = ?, loaded = loaded + ?, merged = merged + ?,"
                + " refused = refused + ?, attempts = 0"
                + MINE,
            row,
            loaded,
            merged,
            refused,
            job.id(),
            job.fence()));
  }

  /** Counts rows that are refused for what others hold; gives the job as it is now. */
  LoadJob refused(LoadJob job, int more) {
    return jdbc
        .query(
            "update code_system_load set refused = refused + ?" + MINE + " returning *",
            rows,
            more,
            job.id(),
            job.fence())
        .stream()
        .findFirst()
        .orElseThrow(Halt.Lost::new);
  }

  /** Inside the transaction of what the job asked for. */
  void done(LoadJob job) {
    end(job, "done", null, List.of());
  }

  void failed(LoadJob job, String rule, List<String> arguments) {
    end(job, "failed", rule, arguments);
  }

  private void end(LoadJob job, String state, String rule, List<String> arguments) {
    require(
        jdbc.update(
            "update code_system_load set state = ?, problem = ?, problem_arguments = ?,"
                + " finished_at = now(), expires_at = now() + make_interval(secs => ?)"
                + MINE,
            state,
            rule,
            arguments.toArray(String[]::new),
            (double) limits.keep().toSeconds(),
            job.id(),
            job.fence()));
  }

  /** Somebody may take it at once; that it was taken here is no attempt. */
  void giveBack(LoadJob job) {
    jdbc.update(
        "update code_system_load set lease_until = '-infinity', attempts = greatest(0, attempts - 1)"
            + MINE,
        job.id(),
        job.fence());
  }

  private static void require(int rows) {
    if (rows == 0) {
      throw new Halt.Lost();
    }
  }
}
