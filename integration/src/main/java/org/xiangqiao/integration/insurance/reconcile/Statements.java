package org.xiangqiao.integration.insurance.reconcile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.statement.StatementResult;
import org.xiangqiao.mappings.insurance.statement.Sums;

/** Rows of {@code insurance_statement}: our totals by one statement, and the platform's answers. */
class Statements {

  /**
   * Scopes are those of the last month's bookings and those that are configured, so that one in
   * which only the platform has something is asked for too.
   */
  private static final String TOTAL =
      """
      with scope as (
        select distinct insurance_type, clearing_type, office from insurance_booking
        where tenant_id = ? and institution = ? and day between ?::date - 31 and ?::date
          and insurance_type <> '' and clearing_type <> '' and office <> ''),
      office as (
        select distinct office from scope
        union
        select ? where not exists (select from scope)
        union
        select unnest(?::text[])),
      asked as (
        select * from scope
        union
        select i, c, office
        from unnest(?::text[]) i cross join unnest(?::text[]) c cross join office)
      insert into insurance_statement (tenant_id, institution, day, insurance_type, clearing_type,
          office, bookings, total, funds, account, cash)
      select ?, ?, ?::date, a.insurance_type, a.clearing_type, a.office, count(b.message_id),
          coalesce(sum(b.total), 0), coalesce(sum(b.funds), 0), coalesce(sum(b.account), 0),
          coalesce(sum(b.cash), 0)
      from asked a left join insurance_booking b
        on (b.tenant_id, b.institution, b.day) = (?, ?, ?::date)
        and (b.insurance_type, b.clearing_type, b.office)
          = (a.insurance_type, a.clearing_type, a.office)
      group by a.insurance_type, a.clearing_type, a.office
      on conflict (tenant_id, institution, day, insurance_type, clearing_type, office) do update
      set bookings = excluded.bookings, total = excluded.total, funds = excluded.funds,
        account = excluded.account, cash = excluded.cash, result = null, description = null,
        file = null
      """;

  private static final String READ =
      """
      select s.*, cardinality(s.reports) > 0 as reported, (
        select count(*) from insurance_statement_row r
        where (r.tenant_id, r.institution, r.day, r.clearing_type, r.office)
            = (s.tenant_id, s.institution, s.day, s.clearing_type, s.office)
          and r.insurance_type = s.insurance_type and r.result <> '0') as different
      from insurance_statement s
      where s.tenant_id = ? and s.institution = ? and s.day = ?
      order by s.bookings = 0, s.clearing_type, s.office, s.insurance_type
      """;

  private static final String OF_SCOPE =
      """
       where tenant_id = ? and institution = ? and day = ? and clearing_type = ? and office = ?
      """;

  private final JdbcTemplate jdbc;

  Statements(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What is ours as of now; former answers and rows of this day are forgotten.
   *
   * @param office asked when nothing was booked lately
   * @param others asked always: those of patients of other districts
   */
  void total(
      DayLease day,
      String office,
      List<String> others,
      List<String> insuranceTypes,
      List<String> clearingTypes) {
    jdbc.update(
        "delete from insurance_statement_row where tenant_id = ? and institution = ? and day = ?",
        day.tenantId(),
        day.institution(),
        day.day());
    jdbc.update(
        TOTAL,
        day.tenantId(),
        day.institution(),
        day.day(),
        day.day(),
        office,
        others.toArray(String[]::new),
        insuranceTypes.toArray(String[]::new),
        clearingTypes.toArray(String[]::new),
        day.tenantId(),
        day.institution(),
        day.day(),
        day.tenantId(),
        day.institution(),
        day.day());
  }

  List<Statement> all(DayLease day) {
    return jdbc.query(READ, Statements::row, day.tenantId(), day.institution(), day.day());
  }

  void answered(DayLease day, Scope scope, StatementResult result, String description) {
    jdbc.update(
        "update insurance_statement set result = ?, description = ?"
            + OF_SCOPE
            + " and insurance_type = ?",
        result.code(),
        description,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office(),
        scope.insuranceType());
  }

  /** The detail result of a clearing type and office is here. */
  void detailed(DayLease day, Scope scope, String file) {
    jdbc.update(
        "update insurance_statement set file = ?" + OF_SCOPE,
        file,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office());
  }

  /** Logical ids of what was told of it before. */
  List<String> reports(DayLease day, Scope scope) {
    return jdbc.queryForList(
        "select unnest(reports) from insurance_statement" + OF_SCOPE + " and insurance_type = ?",
        String.class,
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office(),
        scope.insuranceType());
  }

  void reported(DayLease day, Scope scope, List<String> reports) {
    jdbc.update(
        "update insurance_statement set reports = ?" + OF_SCOPE + " and insurance_type = ?",
        reports.toArray(String[]::new),
        day.tenantId(),
        day.institution(),
        day.day(),
        scope.clearingType(),
        scope.office(),
        scope.insuranceType());
  }

  private static Statement row(ResultSet row, int number) throws SQLException {
    return new Statement(
        new Scope(
            row.getString("insurance_type"),
            row.getString("clearing_type"),
            row.getString("office")),
        new Sums(
            row.getLong("bookings"),
            row.getBigDecimal("total"),
            row.getBigDecimal("funds"),
            row.getBigDecimal("account"),
            row.getBigDecimal("cash")),
        StatementResult.of(row.getString("result")).orElse(null),
        row.getString("description"),
        row.getString("file"),
        row.getInt("different"),
        row.getBoolean("reported"));
  }
}
