package org.xiangqiao.integration.insurance.refund;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;

/** Rows of {@code insurance_refund}; whoever takes one has it alone for a while. */
class RefundRows {

  private static final String ADD =
      """
      insert into insurance_refund (tenant_id, new_case, old_case, task_id, state, not_before,
          client, organization, request_id)
      values (?, ?, ?, ?, ?, now() + ? * interval '1 millisecond', ?, ?, ?)
      on conflict do nothing
      """;

  private static final String TAKE =
      """
      with due as materialized (
        select tenant_id, new_case from insurance_refund
        where not ended and not_before <= now()
        order by not_before limit 1
        for update skip locked)
      update insurance_refund r set not_before = now() + ? * interval '1 millisecond'
      from due where r.tenant_id = due.tenant_id and r.new_case = due.new_case
      returning r.*
      """;

  private static final String MOVE =
      """
      update insurance_refund set state = ?, ended = ?, person_task = ?, client = ?,
        organization = ?, request_id = ?, not_before = now() + ? * interval '1 millisecond'
      where tenant_id = ? and new_case = ? and state = ?
      """;

  private final JdbcTemplate jdbc;

  RefundRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Joins the running transaction.
   *
   * @return false if another refund replaces the same settlement
   */
  boolean add(Refund added, Duration reserved) {
    return jdbc.update(
            ADD,
            added.caller().tenantId(),
            added.bill(),
            added.former(),
            added.taskId(),
            added.state().code(),
            reserved.toMillis(),
            added.caller().client(),
            added.caller().organization(),
            added.caller().requestId())
        > 0;
  }

  Optional<Refund> find(int tenantId, long bill) {
    return jdbc
        .query(
            "select * from insurance_refund where tenant_id = ? and new_case = ?",
            RefundRows::row,
            tenantId,
            bill)
        .stream()
        .findFirst();
  }

  Optional<Refund> take(Duration reserved) {
    return jdbc.query(TAKE, RefundRows::row, reserved.toMillis()).stream().findFirst();
  }

  /** Other nodes leave it alone for so long. */
  void hold(Refund held, Duration time) {
    jdbc.update(
        "update insurance_refund set not_before = now() + ? * interval '1 millisecond'"
            + " where tenant_id = ? and new_case = ?",
        time.toMillis(),
        held.caller().tenantId(),
        held.bill());
  }

  /**
   * Joins the running transaction.
   *
   * @param pause after which any node may take it up
   * @return false if it is not where {@code before} says, or another refund took its place
   */
  boolean move(Refund before, Refund after, Duration pause) {
    try {
      return jdbc.update(
              MOVE,
              after.state().code(),
              after.state().ended(),
              after.personTask(),
              after.caller().client(),
              after.caller().organization(),
              after.caller().requestId(),
              pause.toMillis(),
              before.caller().tenantId(),
              before.bill(),
              before.state().code())
          > 0;
    } catch (DuplicateKeyException replaced) {
      return false;
    }
  }

  private static Refund row(ResultSet row, int number) throws SQLException {
    return new Refund(
        new Caller(
            row.getInt("tenant_id"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("request_id")),
        row.getLong("new_case"),
        row.getLong("old_case"),
        row.getString("task_id"),
        row.getString("person_task"),
        RefundState.of(row.getString("state")));
  }
}
