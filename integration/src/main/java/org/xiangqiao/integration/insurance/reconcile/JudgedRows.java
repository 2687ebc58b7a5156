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
   */
  private static final String JUDGE =
      """
      update insurance_statement_row r
      set insurance_type = f.insurance_type, message_id = coalesce(r.message_id, f.booked_by),
        finding = case
          when r.result = '0' then 'agreed'
          when r.result = '2' then 'institution-only'
          when r.result = '3' then 'differs'
          when f.booked_by is not null or f.elsewhere then 'other-day'
          when f.state is not null then 'ours-' || f.state
          else 'platform-only' end
      from (
        select o.number, b.insurance_type, b.message_id as booked_by, s.state,
          exists (select from insurance_booking e
            where e.tenant_id = o.tenant_id and e.message_id = o.message_id) as elsewhere
        from insurance_statement_row o
          left join insurance_booking b
            on b.tenant_id = o.tenant_id and b.settlement = o.settlement and b.refund = o.refund
            and b.institution = o.institution
          left join insurance_step s
            on s.tenant_id = o.tenant_id and s.message_id = o.message_id
        where o.tenant_id = ? and o.institution = ? and o.day = ? and o.clearing_type = ?
          and o.office = ?) f
      where r.tenant_id = ? and r.institution = ? and r.day = ? and r.clearing_type = ?
        and r.office = ? and r.number = f.number
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
        JUDGE,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office(),
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office());
    jdbc.update(
        UNASSIGNED,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office());
  }
}
