package org.xiangqiao.integration.insurance.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lines of a day's report, page by page: bookings, what only the platform has, what is open. */
class ReportLines {

  private static final int PAGE = 5_000;

  private static final String BOOKED =
      """
      select b.message_id as place, b.settlement, b.refund, b.funds,
          c.resource_id, c.response_id, coalesce(r.result, '0') as result, null as state, r.memo,
          case when r.result <> '0' then b.message_id end as message_id
      from insurance_booking b
        left join insurance_case c using (tenant_id, case_id)
        left join lateral (
          select w.result, w.memo from insurance_statement_row w
          where w.tenant_id = b.tenant_id and w.settlement = b.settlement
            and w.refund = b.refund and w.day + 0 = b.day
          limit 1) r on true
      where b.tenant_id = ? and b.institution = ? and b.day = ? and b.clearing_type = ?
        and b.office = ? and b.insurance_type = ? and b.message_id > ?
      order by b.message_id limit ?
      """;

  private static final String PLATFORM_ONLY =
      """
      select lpad(r.number::text, 10, '0') as place, r.settlement, r.refund, null::numeric as funds,
          c.resource_id, c.response_id, r.result, null as state, r.memo, r.message_id
      from insurance_statement_row r
        left join insurance_step s on s.tenant_id = r.tenant_id and s.message_id = r.message_id
        left join insurance_case c on c.tenant_id = s.tenant_id and c.case_id = s.case_id
      where r.tenant_id = ? and r.institution = ? and r.day = ? and r.clearing_type = ?
        and r.office = ? and r.insurance_type = ? and r.result = '1'
        and lpad(r.number::text, 10, '0') > ?
      order by r.number limit ?
      """;

  /** Money steps of this day whose end nobody knows yet. */
  private static final String UNRESOLVED =
      """
      select s.message_id as place, null as settlement, s.infno in ('2208', '2305') as refund,
          null::numeric as funds, c.resource_id, c.response_id, null as result, s.state,
          null as memo, s.message_id
      from insurance_step s join insurance_case c using (tenant_id, case_id)
      where s.tenant_id = ? and c.institution = ?
        and s.sent_at >= ?::date::timestamp at time zone 'Asia/Shanghai'
        and s.sent_at < (?::date + 1)::timestamp at time zone 'Asia/Shanghai'
        and s.state in ('sent', 'unknown', 'needs-person') and not s.past
        and s.infno in ('2207', '2208', '2304', '2305') and s.message_id > ?
      order by s.message_id limit ?
      """;

  private final JdbcTemplate jdbc;

  ReportLines(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void each(DayLease day, Scope scope, Consumer<ReportLine> line) {
    pages(
        line,
        after ->
            page(
                BOOKED,
                day.tenantId(),
                day.institution(),
                day.day(),
                scope.clearingType(),
                scope.office(),
                scope.insuranceType(),
                after,
                PAGE));
    pages(
        line,
        after ->
            page(
                PLATFORM_ONLY,
                day.tenantId(),
                day.institution(),
                day.day(),
                scope.clearingType(),
                scope.office(),
                scope.insuranceType(),
                after,
                PAGE));
  }

  void eachUnresolved(DayLease day, Consumer<ReportLine> line) {
    pages(
        line,
        after ->
            page(UNRESOLVED, day.tenantId(), day.institution(), day.day(), day.day(), after, PAGE));
  }

  private record Placed(String place, ReportLine line) {}

  @FunctionalInterface
  private interface Page {
    List<Placed> after(String place);
  }

  private static void pages(Consumer<ReportLine> line, Page pages) {
    List<Placed> page = pages.after("");
    while (!page.isEmpty()) {
      page.forEach(one -> line.accept(one.line()));
      page = page.size() < PAGE ? List.of() : pages.after(page.get(page.size() - 1).place());
    }
  }

  private List<Placed> page(String sql, Object... arguments) {
    return jdbc.query(sql, ReportLines::row, arguments);
  }

  private static Placed row(ResultSet row, int number) throws SQLException {
    return new Placed(
        row.getString("place"),
        new ReportLine(
            row.getString("settlement"),
            row.getString("message_id"),
            row.getBoolean("refund"),
            row.getBigDecimal("funds"),
            row.getString("resource_id"),
            row.getString("response_id"),
            row.getString("result"),
            row.getString("state"),
            row.getString("memo")));
  }
}
