package org.xiangqiao.integration.insurance.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.insurance.step.Steps;

/** Rows of {@code insurance_step}. */
class StepRows {

  private static final String READ =
      """
      select * from insurance_step where tenant_id = ?
        and case_id = any (array[?::bigint, ?::bigint] || array(
          select case_id from insurance_case where tenant_id = ? and taken_by = ?))
      order by sent_at, case_id, ordinal
      """;

  /** With the values of {@link #changes}. */
  static final String CHANGES =
      """
       set state = ?, looks = ?, failures = ?, answer = ?::jsonb, past = ?, words = ?,
          answered_at = case when state = 'sent' and ? <> 'sent' then now() else answered_at end
      """;

  private static final String SAVE =
      "update insurance_step" + CHANGES + " where tenant_id = ? and case_id = ? and ordinal = ?";

  private final JdbcTemplate jdbc;

  StepRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Of a claim, of its visit, and of quotes that it has taken over. */
  Steps of(InsuranceCase owner) {
    return new Steps(
        jdbc.query(
            READ,
            StepRows::row,
            owner.caller().tenantId(),
            owner.id(),
            Nullable.number(owner.visitId()),
            owner.caller().tenantId(),
            owner.id()));
  }

  void save(int tenantId, Step step) {
    List<Object> values = new ArrayList<>(changes(step));
    values.addAll(List.of(tenantId, step.caseId(), step.ordinal()));
    jdbc.update(SAVE, values.toArray());
  }

  /** What may change of a step. */
  static List<Object> changes(Step step) {
    return List.of(
        step.state().code(),
        step.looks(),
        step.failures(),
        Nullable.text(step.answer()),
        step.past(),
        Nullable.text(step.words()),
        step.state().code());
  }

  private static Step row(ResultSet row, int number) throws SQLException {
    String infno = row.getString("infno");
    StepKind kind = StepKind.of(infno);
    return new Step(
        row.getLong("case_id"),
        row.getInt("ordinal"),
        kind,
        kind.careOf(infno),
        BookingState.of(row.getString("state")),
        row.getString("message_id"),
        row.getInt("looks"),
        row.getInt("failures"),
        row.getString("answer"),
        HexFormat.of().formatHex(row.getBytes("request_digest")),
        row.getBoolean("past"),
        row.getString("words"));
  }
}
