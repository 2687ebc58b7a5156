package org.xiangqiao.server.bulkimport;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.bulkimport.ImportFiles.Kept;

/**
 * Moves a job on under its lease. What moves a position joins the transaction that writes the rows.
 */
final class ImportProgress {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ImportLease lease;
  private final ImportWaiting waiting;
  private final int maxProblems;

  ImportProgress(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ImportLease lease,
      ImportWaiting waiting,
      int maxProblems) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.lease = lease;
    this.waiting = waiting;
    this.maxProblems = maxProblems;
  }

  /** How many rows of a batch became what. */
  record Counts(long created, long updated, long unchanged) {}

  /**
   * Where a row stands in its file.
   *
   * @param id of the resource, or null if it is not known
   */
  record Place(int number, long line, long position, int length, String id) {}

  /** A row that is not loaded, for good or, without an outcome, for now. */
  record Left(Place place, String outcome) {

    boolean deferred() {
      return outcome == null;
    }
  }

  /** What became of rows of one input. */
  record Dealt(Counts counts, List<Place> written, List<Left> left) {

    List<Left> failed() {
      return left.stream().filter(each -> !each.deferred()).toList();
    }

    List<Place> deferred() {
      return left.stream().filter(Left::deferred).map(Left::place).toList();
    }
  }

  /** Notes what was fetched. */
  void fetched(ImportJob job, int number, Kept file) {
    transaction.executeWithoutResult(
        status -> {
          lease.keep(job);
          jdbc.update(
              "update import_input set kept = ? where job_id = ? and number = ?",
              file.name(),
              job.id(),
              number);
        });
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

  /**
   * Moves an input's position behind a batch.
   *
   * @param anyWaiting whether rows wait that a later one may supersede
   * @return how many wait now
   */
  long advance(
      ImportJob job, int number, long position, long line, Dealt dealt, boolean anyWaiting) {
    long superseded = anyWaiting ? waiting.supersede(job, number, dealt.written()) : 0;
    waiting.add(job, dealt.deferred());
    jdbc.update(
        "update import_input set position = ?, line = ? where job_id = ? and number = ?",
        position,
        line,
        job.id(),
        number);
    count(job, number, dealt);
    return lease.moved(job, dealt.deferred().size() - superseded);
  }

  /** Notes what became of rows of an input that waited. */
  void settle(ImportJob job, int number, Dealt dealt) {
    List<Left> failed = dealt.failed();
    int settled = waiting.remove(job, number, dealt.written());
    settled += waiting.remove(job, number, failed.stream().map(Left::place).toList());
    long superseded = waiting.supersede(job, number, dealt.written());
    count(job, number, dealt);
    jdbc.update(
        "update import_job set progress = progress + ? where job_id = ?", settled, job.id());
    lease.moved(job, -settled - superseded);
  }

  private void count(ImportJob job, int number, Dealt dealt) {
    List<Left> failed = dealt.failed();
    jdbc.update(
        "update import_input set created = created + ?, updated = updated + ?,"
            + " unchanged = unchanged + ?, failed = failed + ? where job_id = ? and number = ?",
        dealt.counts().created(),
        dealt.counts().updated(),
        dealt.counts().unchanged(),
        failed.size(),
        job.id(),
        number);
    if (!failed.isEmpty()) {
      jdbc.update(
          "insert into import_problem (job_id, number, line, outcome) select ?, *"
              + " from unnest(?::int[], ?::bigint[], ?::text[])"
              + " limit greatest(0, ? - (select count(*) from import_problem where job_id = ?))"
              + " on conflict do nothing",
          job.id(),
          failed.stream().map(each -> each.place().number()).toArray(Integer[]::new),
          failed.stream().map(each -> each.place().line()).toArray(Long[]::new),
          failed.stream().map(Left::outcome).toArray(String[]::new),
          maxProblems,
          job.id());
    }
  }

  void finished(ImportJob job, int number) {
    transaction.executeWithoutResult(
        status -> {
          lease.moved(job, 0);
          jdbc.update(
              "update import_input set finished = true where job_id = ? and number = ?",
              job.id(),
              number);
        });
  }

  /** Whether the pass that ends has settled lines, so that another one may settle more. */
  boolean nextPass(ImportJob job) {
    Boolean again =
        transaction.execute(
            status -> {
              lease.keep(job);
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
}
