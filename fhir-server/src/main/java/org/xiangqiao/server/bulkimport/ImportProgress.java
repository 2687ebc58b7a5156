package org.xiangqiao.server.bulkimport;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves a job on under a lease: whoever lost it, or whose job was cancelled, commits nothing. What
 * moves a position joins the transaction that writes the rows.
 */
final class ImportProgress {

  static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final int maxProblems;

  ImportProgress(JdbcTemplate jdbc, TransactionTemplate transaction, int maxProblems) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.maxProblems = maxProblems;
  }

  /** The lease is somebody else's, or there is no such job any more. */
  static final class Lost extends RuntimeException {
    Lost() {
      super("the job was cancelled or taken over");
    }
  }

  /** How many rows of a batch became what. */
  record Counts(long created, long updated, long unchanged) {}

  /** A line that is not loaded, for good or for now. */
  record Left(int number, long line, long position, int length, String outcome) {

    boolean deferred() {
      return outcome == null;
    }
  }

  /** Keeps the lease while nothing is written. */
  void keep(ImportJob job) {
    int kept =
        jdbc.update(
            "update import_job set lease_until = now() + make_interval(secs => ?)"
                + " where job_id = ? and fence = ? and state = 'running'",
            (double) LEASE.toSeconds(),
            job.id(),
            job.fence());
    if (kept == 0) {
      throw new Lost();
    }
  }

  /** The file's length; false if it had another one when the job began. */
  boolean length(ImportJob job, int number, long length) {
    return jdbc.update(
            "update import_input set length = ? where job_id = ? and number = ?"
                + " and (length is null or length = ?)",
            length,
            job.id(),
            number,
            length)
        == 1;
  }

  /** Moves an input's position behind a batch. */
  void advance(
      ImportJob job, int number, long position, long line, Counts counts, List<Left> left) {
    keep(job);
    long failed = left.stream().filter(each -> !each.deferred()).count();
    jdbc.update(
        "update import_input set position = ?, line = ?, created = created + ?,"
            + " updated = updated + ?, unchanged = unchanged + ?, failed = failed + ?"
            + " where job_id = ? and number = ?",
        position,
        line,
        counts.created(),
        counts.updated(),
        counts.unchanged(),
        failed,
        job.id(),
        number);
    problems(job, left.stream().filter(each -> !each.deferred()).toList());
    List<Left> deferred = left.stream().filter(Left::deferred).toList();
    if (!deferred.isEmpty()) {
      jdbc.update(
          "insert into import_deferred (job_id, number, line, position, length) select ?, *"
              + " from unnest(?::int[], ?::bigint[], ?::bigint[], ?::int[])",
          job.id(),
          deferred.stream().map(Left::number).toArray(Integer[]::new),
          deferred.stream().map(Left::line).toArray(Long[]::new),
          deferred.stream().map(Left::position).toArray(Long[]::new),
          deferred.stream().map(Left::length).toArray(Integer[]::new));
    }
  }

  private void problems(ImportJob job, List<Left> failed) {
    if (!failed.isEmpty()) {
      jdbc.update(
          "insert into import_problem (job_id, number, line, outcome) select ?, *"
              + " from unnest(?::int[], ?::bigint[], ?::text[])"
              + " limit greatest(0, ? - (select count(*) from import_problem where job_id = ?))"
              + " on conflict do nothing",
          job.id(),
          failed.stream().map(Left::number).toArray(Integer[]::new),
          failed.stream().map(Left::line).toArray(Long[]::new),
          failed.stream().map(Left::outcome).toArray(String[]::new),
          maxProblems,
          job.id());
    }
  }

  void finished(ImportJob job, int number) {
    transaction.executeWithoutResult(
        status -> {
          keep(job);
          jdbc.update(
              "update import_input set finished = true where job_id = ? and number = ?",
              job.id(),
              number);
        });
  }

  /**
   * The next lines that wait for others.
   *
   * @param after the last one seen, or null
   */
  List<Left> deferred(ImportJob job, Left after, int limit) {
    return jdbc.query(
        "select number, line, position, length from import_deferred where job_id = ?"
            + " and (number, line) > (?, ?) order by number, line limit ?",
        (row, n) -> new Left(row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4), null),
        job.id(),
        after == null ? -1 : after.number(),
        after == null ? -1L : after.line(),
        limit);
  }

  /**
   * Notes what became of lines that waited.
   *
   * @param settled lines that wait no longer, with an outcome if they failed
   */
  void settle(ImportJob job, int number, Counts counts, List<Left> settled) {
    keep(job);
    List<Left> failed = settled.stream().filter(each -> !each.deferred()).toList();
    jdbc.update(
        "delete from import_deferred d using unnest(?::bigint[]) k(line)"
            + " where d.job_id = ? and d.number = ? and d.line = k.line",
        settled.stream().map(Left::line).toArray(Long[]::new),
        job.id(),
        number);
    jdbc.update(
        "update import_input set created = created + ?, updated = updated + ?,"
            + " unchanged = unchanged + ?, failed = failed + ? where job_id = ? and number = ?",
        counts.created(),
        counts.updated(),
        counts.unchanged(),
        (long) failed.size(),
        job.id(),
        number);
    jdbc.update(
        "update import_job set progress = progress + ? where job_id = ?",
        (long) settled.size(),
        job.id());
    problems(job, failed);
  }

  /** Whether the pass that ends has settled lines, so that another one may settle more. */
  boolean nextPass(ImportJob job) {
    Boolean again =
        transaction.execute(
            status -> {
              keep(job);
              return jdbc.update(
                      "update import_job set pass = pass + 1, progress = 0 where job_id = ?"
                          + " and (progress > 0 or pass = 1)"
                          + " and exists (select 1 from import_deferred where job_id = ?)",
                      job.id(),
                      job.id())
                  == 1;
            });
    return Boolean.TRUE.equals(again);
  }

  void done(ImportJob job) {
    end(job, "done", null);
  }

  void failed(ImportJob job, String rule) {
    end(job, "failed", rule);
  }

  private void end(ImportJob job, String state, String rule) {
    int ended =
        jdbc.update(
            "update import_job set state = ?, problem = ?, finished_at = now()"
                + " where job_id = ? and fence = ? and state = 'running'",
            state,
            rule,
            job.id(),
            job.fence());
    if (ended == 0) {
      throw new Lost();
    }
  }

  /** Somebody may take it at once. */
  void giveBack(ImportJob job) {
    jdbc.update(
        "update import_job set lease_until = '-infinity' where job_id = ? and fence = ?",
        job.id(),
        job.fence());
  }
}
