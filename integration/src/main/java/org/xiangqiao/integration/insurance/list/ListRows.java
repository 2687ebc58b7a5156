package org.xiangqiao.integration.insurance.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.book.StayBookings;
import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;
import org.xiangqiao.store.Caller;

/** Rows of {@code insurance_settlement_list}; whoever takes one has it alone for a while. */
public final class ListRows implements StayBookings {

  private static final String ADD =
      """
      insert into insurance_settlement_list (tenant_id, case_id, claim_id, institution, state,
          form, client, organization, request_id)
      values (?, ?, ?, ?, 'waiting-invoice', ?, ?, ?, ?)
      on conflict (tenant_id, case_id) do update
        set state = excluded.state, told = false, words = '', not_before = now()
        where insurance_settlement_list.state = 'ended'
      """;

  private static final String END =
      """
      update insurance_settlement_list set state = 'ended', told = false, not_before = now()
      where tenant_id = ? and case_id = ? and state <> 'ended'
      """;

  private static final String TAKE =
      """
      with due as materialized (
        select tenant_id, case_id from insurance_settlement_list
        where (not told or state in ('queued', 'sent')) and not_before <= now()
        order by not_before limit 1
        for update skip locked)
      update insurance_settlement_list l set not_before = now() + ? * interval '1 millisecond'
      from due where l.tenant_id = due.tenant_id and l.case_id = due.case_id
      returning l.*
      """;

  private static final String FILL =
      """
      update insurance_settlement_list
      set state = ?, form = ?, words = '', attempts = 0, told = false, not_before = now(),
        client = ?, organization = ?, request_id = ?
      where tenant_id = ? and case_id = ? and state = ? and form = ?
      """;

  private static final String SENDING =
      """
      update insurance_settlement_list
      set state = 'sent', message_id = ?, attempts = attempts + 1,
        not_before = now() + ? * interval '1 millisecond'
      where tenant_id = ? and case_id = ? and state = 'queued' and form = ?
      """;

  private static final String MOVE =
      """
      update insurance_settlement_list set state = ?, words = ?,
        told = told and state = ?, not_before = now() + ? * interval '1 millisecond'
      where tenant_id = ? and case_id = ? and state = ?
        and message_id is not distinct from ?
      """;

  /** A state that came meanwhile is told by the next who takes it. */
  private static final String TOLD =
      """
      update insurance_settlement_list set task_id = ?, told = (state = ?),
        not_before = case when state in ('queued', 'sent') then not_before else now() end
      where tenant_id = ? and case_id = ?
      """;

  private final JdbcTemplate jdbc;
  private final Predicate<String> uploads;

  /**
   * @param uploads whether the province of an institution takes lists
   */
  public ListRows(JdbcTemplate jdbc, Predicate<String> uploads) {
    this.jdbc = jdbc;
    this.uploads = uploads;
  }

  @Override
  public void settled(InsuranceCase claim) {
    if (uploads.test(claim.institution())) {
      jdbc.update(
          ADD,
          claim.caller().tenantId(),
          claim.id(),
          claim.resourceId(),
          claim.institution(),
          FormJson.write(SettlementListForm.EMPTY),
          claim.caller().client(),
          claim.caller().organization(),
          claim.caller().requestId());
    }
  }

  @Override
  public void cancelled(InsuranceCase claim) {
    jdbc.update(END, claim.caller().tenantId(), claim.id());
  }

  Optional<SettlementList> find(int tenantId, long caseId) {
    return jdbc
        .query(
            "select * from insurance_settlement_list where tenant_id = ? and case_id = ?",
            ListRows::row,
            tenantId,
            caseId)
        .stream()
        .findFirst();
  }

  Optional<SettlementList> take(Duration reserved) {
    return jdbc.query(TAKE, ListRows::row, reserved.toMillis()).stream().findFirst();
  }

  /**
   * @return false if it is not as {@code before} says any more
   */
  boolean fill(SettlementList before, Caller by, SettlementListForm form, ListState next) {
    return jdbc.update(
            FILL,
            next.code(),
            FormJson.write(form),
            by.client(),
            by.organization(),
            by.requestId(),
            before.caller().tenantId(),
            before.caseId(),
            before.state().code(),
            FormJson.write(before.form()))
        > 0;
  }

  /**
   * Committed before the first byte leaves.
   *
   * @return false if it is not what is to be sent any more
   */
  boolean sending(SettlementList queued, String messageId, Duration reserved) {
    return jdbc.update(
            SENDING,
            messageId,
            reserved.toMillis(),
            queued.caller().tenantId(),
            queued.caseId(),
            FormJson.write(queued.form()))
        > 0;
  }

  /**
   * Nothing happens if it is not where {@code before} says: its settlement was taken back.
   *
   * @param messageId of the attempt that this is about, or null
   */
  void move(
      SettlementList before,
      ListState from,
      String messageId,
      ListState next,
      String words,
      Duration pause) {
    jdbc.update(
        MOVE,
        next.code(),
        words,
        next.code(),
        pause.toMillis(),
        before.caller().tenantId(),
        before.caseId(),
        from.code(),
        messageId);
  }

  /** Joins the running transaction. */
  void told(SettlementList list, String taskId) {
    jdbc.update(TOLD, taskId, list.state().code(), list.caller().tenantId(), list.caseId());
  }

  private static SettlementList row(ResultSet row, int number) throws SQLException {
    return new SettlementList(
        new Caller(
            row.getInt("tenant_id"),
            row.getString("client"),
            row.getString("organization"),
            row.getString("request_id")),
        row.getLong("case_id"),
        row.getString("claim_id"),
        row.getString("institution"),
        ListState.of(row.getString("state")),
        FormJson.read(row.getString("form")),
        row.getString("task_id"),
        row.getBoolean("told"),
        row.getString("message_id"),
        row.getInt("attempts"),
        row.getString("words"));
  }
}
