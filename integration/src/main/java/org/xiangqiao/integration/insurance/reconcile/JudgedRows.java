package org.xiangqiao.integration.insurance.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.statement.JudgedLine;

/** Rows of {@code insurance_statement_row}: kept by the thousand, judged by one statement. */
class JudgedRows {

  static final int CHUNK = 5_000;

  private static final String ADD =
      """
      insert into insurance_statement_row (tenant_id, institution, day, clearing_type, office,
          number, settlement, message_id, result, refund, memo)
      select ?, ?, ?::date, ?, ?, * from unnest(?::integer[], ?::text[], ?::text[], ?::text[],
          ?::boolean[], ?::text[])
      """;

  /**
   * A row is ours by settlement and flag. What only the platform has may be one of our messages:
   * booked on another day or in another scope, or one that we hold for not booked or do not know.
   * Looked up row by row in indexes: of rows that have just come the planner knows nothing, and a
   * join with them may be as slow as their square.
   */
  private static final String JUDGE =
      """
      update insurance_statement_row r
      set (insurance_type, message_id, finding) = (
        select b.insurance_type, coalesce(r.message_id, b.message_id),
          case
            when r.result = '0' then 'agreed'
            when r.result = '2' then 'institution-only'
            when r.result = '3' then 'differs'
            when b.message_id is not null or exists (
              select from insurance_booking e
              where e.tenant_id = r.tenant_id and e.message_id = r.message_id) then 'other-day'
            when s.state is not null then 'ours-' || s.state
            else 'platform-only' end
        from (values (1)) as one
          left join lateral (
            select k.insurance_type, k.message_id from insurance_booking k
            where k.tenant_id = r.tenant_id and k.settlement = r.settlement
              and k.refund = r.refund and k.institution = r.institution
            limit 1) b on true
          left join lateral (
            select t.state from insurance_step t
            where t.message_id = r.message_id and t.tenant_id = r.tenant_id) s on true)
      where r.tenant_id = ? and r.institution = ? and r.day = ? and r.clearing_type = ?
        and r.office = ?
      """;

  /** What only the platform has names no insurance type: it counts where the totals differ. */
  private static final String UNASSIGNED =
      """
      update insurance_statement_row r set insurance_type = (
        select s.insurance_type from insurance_statement s
        where (s.tenant_id, s.institution, s.day, s.clearing_type, s.office)
          = (r.tenant_id, r.institution, r.day, r.clearing_type, r.office)
        order by s.result = '0', s.insurance_type limit 1)
      where r.tenant_id = ? and r.institution = ? and r.day = ? and r.clearing_type = ?
        and r.office = ? and r.insurance_type is null
      """;

  private final JdbcTemplate jdbc;

  JudgedRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param first number of the first row in the file
   */
  void add(DayLease day, Scope scope, int first, List<JudgedLine> rows) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      numbers.add(first + i);
    }
    jdbc.update(
        ADD,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office(),
        numbers.toArray(Integer[]::new),
        rows.stream().map(JudgedLine::settlement).toArray(String[]::new),
        rows.stream().map(JudgedLine::messageId).toArray(String[]::new),
        rows.stream().map(row -> row.result().code()).toArray(String[]::new),
        rows.stream().map(JudgedLine::refund).toArray(Boolean[]::new),
        rows.stream().map(JudgedLine::memo).toArray(String[]::new));
  }

  void judge(DayLease day, Scope scope) {
    jdbc.update(
        JUDGE, day.tenantId(), day.institution(), day.day(), scope.clearingType(), scope.office());
    jdbc.update(
        UNASSIGNED,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office());
  }
}
