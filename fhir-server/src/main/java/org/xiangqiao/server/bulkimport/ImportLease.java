package org.xiangqiao.server.bulkimport;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The right to work on a job: whoever lost it, or whose job was cancelled, commits nothing. */
final class ImportLease {

  static final Duration LEASE = Duration.ofSeconds(30);

  private static final String MINE = " where job_id = ? and fence = ? and state = 'running'";

  private final JdbcTemplate jdbc;
  private final ImportSettings settings;

  ImportLease(JdbcTemplate jdbc, ImportSettings settings) {
    this.jdbc = jdbc;
    this.settings = settings;
  }

  /** The lease is somebody else's, or there is no such job any more. */
  static final class Lost extends RuntimeException {
    Lost() {
      super("the job was cancelled or taken over");
    }
  }

  /** Keeps the lease while nothing is written. */
  void keep(ImportJob job) {
    require(
        jdbc.update(
            "update import_job set lease_until = now() + make_interval(secs => ?)" + MINE,
            (double) LEASE.toSeconds(),
            job.id(),
            job.fence()));
  }

  /**
   * The job got on: its attempts count anew.
   *
   * @param waiting by how much the number of rows changed that wait for others
   * @return how many wait now
   */
  long moved(ImportJob job, long waiting) {
    return jdbc
        .queryForList(
            "update import_job set lease_until = now() + make_interval(secs => ?), attempts = 0,"
                + " waiting = waiting + ?"
                + MINE
                + " returning waiting",
            Long.class,
            (double) LEASE.toSeconds(),
            waiting,
            job.id(),
            job.fence())
        .stream()
        .findFirst()
        .orElseThrow(Lost::new);
  }

  void done(ImportJob job) {
    end(job, "done", null, List.of());
  }

  void failed(ImportJob job, String rule, List<String> arguments) {
    end(job, "failed", rule, arguments);
  }

  private void end(ImportJob job, String state, String rule, List<String> arguments) {
    require(
        jdbc.update(
            "update import_job set state = ?, problem = ?, problem_arguments = ?,"
                + " finished_at = now(), expires_at = now() + make_interval(secs => ?)"
                + MINE,
            state,
            rule,
            arguments.toArray(String[]::new),
            (double) settings.keep().toSeconds(),
            job.id(),
            job.fence()));
  }

  /** Somebody may take it at once; that it was taken here is no attempt. */
  void giveBack(ImportJob job) {
    jdbc.update(
        "update import_job set lease_until = '-infinity', attempts = greatest(0, attempts - 1)"
            + MINE,
        job.id(),
        job.fence());
  }

  /** What interrupts it is not the job's: that it was taken here is no attempt. */
  void excuse(ImportJob job) {
    jdbc.update(
        "update import_job set attempts = greatest(0, attempts - 1)" + MINE, job.id(), job.fence());
  }

  /**
   * It may be taken again after a pause that grows from attempt to attempt.
   *
   * @return false if it was tried often enough
   */
  boolean later(ImportJob job) {
    return jdbc.update(
            "update import_job set state = 'waiting',"
                + " lease_until = now() + make_interval(secs => ? * greatest(1, attempts))"
                + MINE
                + " and attempts < ?",
            (double) LEASE.toSeconds(),
            job.id(),
            job.fence(),
            settings.maxAttempts())
        == 1;
  }

  private static void require(int rows) {
    if (rows == 0) {
      throw new Lost();
    }
  }
}
