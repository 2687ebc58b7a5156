package org.xiangqiao.server.bulkimport;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Refused rows of a job, page by page. */
final class ImportProblems {

  private static final int PAGE = 1_000;

  private final JdbcTemplate jdbc;

  ImportProblems(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** An OperationOutcome as JSON. */
  record Row(long line, String outcome) {}

  List<Row> after(UUID job, int number, long line) {
    return jdbc.query(
        "select line, outcome from import_problem where job_id = ? and number = ? and line > ?"
            + " order by line limit ?",
        (row, n) -> new Row(row.getLong(1), row.getString(2)),
        job,
        number,
        line,
        PAGE);
  }
}
