package org.xiangqiao.server.bulkimport;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Tables {@code import_job} and {@code import_input} as the workers see them. */
final class ImportQueue {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final JobRows rows;
  private final ImportSettings settings;

  ImportQueue(JdbcTemplate jdbc, TransactionTemplate transaction, ImportSettings settings) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.rows = new JobRows(jdbc);
    this.settings = settings;
  }

  /**
   * Takes the oldest job that nobody works on. That counts as an attempt until the job gets on.
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
                           fence = fence + 1, attempts = attempts + 1, state = 'running'
                     where job_id = (select job_id from import_job
                                      where state in ('waiting', 'running') and lease_until < now()
                                      order by created_at limit 1 for update skip locked)
                    returning *
                    """,
                    rows,
                    (double) lease.toSeconds())
                .stream()
                .findFirst());
  }

  /** Ends jobs that were taken again and again without getting on: they would be for ever. */
  List<UUID> giveUp() {
    return jdbc.queryForList(
        """
        update import_job set state = 'failed', problem = 'import-attempts',
               problem_arguments = array[attempts::text], finished_at = now(),
               expires_at = now() + make_interval(secs => ?)
         where state in ('waiting', 'running') and lease_until < now() and attempts >= ?
        returning job_id
        """,
        UUID.class,
        (double) settings.keep().toSeconds(),
        settings.maxAttempts());
  }

  /** Removes jobs that ended, or waited for uploads, long ago; gives their ids. */
  List<UUID> removeExpired() {
    return jdbc.queryForList(
        "delete from import_job where state not in ('waiting', 'running')"
            + " and expires_at < now() returning job_id",
        UUID.class);
  }

  /** Those of several jobs that still need their files. */
  Set<UUID> open(Collection<UUID> ids) {
    return new HashSet<>(
        jdbc.queryForList(
            "select job_id from import_job where job_id = any(?)"
                + " and state in ('receiving', 'waiting', 'running') and expires_at > now()",
            UUID.class,
            (Object) ids.toArray(UUID[]::new)));
  }
}
