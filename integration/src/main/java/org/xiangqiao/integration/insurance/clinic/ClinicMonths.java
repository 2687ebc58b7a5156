package org.xiangqiao.integration.insurance.clinic;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sums of the day book (结算流水) by clinic and month; the day is the platform's settlement time in
 * Asia/Shanghai.
 */
public final class ClinicMonths {

  private static final String SUMS =
      """
      select b.clinic, b.insurance_type,
        count(*) filter (where not b.refund), count(*) filter (where b.refund),
        count(*) filter (where not b.refund and c.disputed and not exists (
          select from insurance_booking r where r.tenant_id = b.tenant_id
            and r.settlement = b.settlement and r.refund)),
        sum(b.total), sum(b.funds), sum(b.account), sum(b.cash)
      from insurance_booking b
        left join insurance_case c on c.tenant_id = b.tenant_id and c.case_id = b.case_id
      where b.tenant_id = ? and b.clinic = any(?) and b.day >= ? and b.day < ?
      group by b.clinic, b.insurance_type
      order by b.clinic, b.insurance_type
      """;

  private final JdbcTemplate jdbc;

  public ClinicMonths(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** In the order of clinics and insurance types; none of a clinic that settled nothing. */
  public List<ClinicSum> of(int tenant, Collection<String> clinics, YearMonth month) {
    return jdbc.query(
        SUMS,
        (row, number) ->
            new ClinicSum(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8),
                row.getBigDecimal(9)),
        tenant,
        clinics.toArray(String[]::new),
        month.atDay(1),
        month.plusMonths(1).atDay(1));
  }
}
