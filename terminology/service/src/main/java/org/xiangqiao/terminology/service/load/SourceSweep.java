package org.xiangqiao.terminology.service.load;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Removes the files of jobs that have ended. In many short transactions, as a file may be a
 * gigabyte and readers of the change feed wait for the oldest writer.
 */
final class SourceSweep {

  /** Megabytes that one transaction removes. */
  private static final int CHUNKS = 32;

  private final JdbcTemplate jdbc;

  SourceSweep(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void sweep() {
    String some =
        """
        delete from code_system_source where (job_id, number) in (
          select s.job_id, s.number from code_system_source s join code_system_load l using (job_id)
           where l.state in ('done', 'failed', 'cancelled') limit %d)
        """
            .formatted(CHUNKS);
    while (jdbc.update(some) > 0) {
      // The next ones.
    }
  }
}
