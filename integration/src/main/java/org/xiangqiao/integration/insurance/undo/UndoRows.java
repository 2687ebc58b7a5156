package org.xiangqiao.integration.insurance.undo;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;

/** Rows of {@code insurance_undo}; whoever takes one has it alone for a while. */
class UndoRows {

  private static final String TAKE =
      """
      with due as materialized (
        select tenant_id, task_id from insurance_undo
        where waiting and not_before <= now()
        order by not_before limit 1
        for update skip locked)
      update insurance_undo u set not_before = now() + ? * interval '1 millisecond'
      from due where u.tenant_id = due.tenant_id and u.task_id = due.task_id
      returning u.*
      """;

  /** A Task that waits, and who asked. */
  record Undo(Caller caller, String taskId, String claimId) {

    @Override
    public String toString() {
      return "Task " + taskId;
    }
  }

  private final JdbcTemplate jdbc;

  UndoRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Undo> take(Duration reserved) {
    return jdbc
        .query(
            TAKE,
            (row, number) ->
                new Undo(
                    new Caller(
                        row.getInt("tenant_id"),
                        row.getString("client"),
                        row.getString("organization"),
                        row.getString("request_id")),
                    row.getString("task_id"),
                    row.getString("claim_id")),
            reserved.toMillis())
        .stream()
        .findFirst();
  }

  void later(Undo undo, Duration pause) {
    jdbc.update(
        "update insurance_undo set not_before = now() + ? * interval '1 millisecond'"
            + " where tenant_id = ? and task_id = ? and waiting",
        pause.toMillis(),
        undo.caller().tenantId(),
        undo.taskId());
  }

  /** Joins the running transaction, if there is one. */
  void done(Undo undo) {
    jdbc.update(
        "update insurance_undo set waiting = false where tenant_id = ? and task_id = ?",
        undo.caller().tenantId(),
        undo.taskId());
  }
}
