package org.xiangqiao.integration.insurance.undo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.profile.CutOff;

/** Whether a settlement may still be cancelled without a person (撤销期限), by its province. */
public final class CutOffs {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private static final String SETTLED =
      """
      select b.institution, b.day from insurance_booking b
        join insurance_case c using (tenant_id, case_id)
      where c.tenant_id = ? and c.resource_id = ? and c.kind = 'claim' and not b.refund
        and not exists (
          select from insurance_booking r
          where r.tenant_id = b.tenant_id and r.settlement = b.settlement and r.refund)
      """;

  private record Settled(String institution, LocalDate day) {}

  private final JdbcTemplate jdbc;
  private final Function<String, CutOff> rules;
  private final Clock clock;

  /**
   * @param rules of an institution's province
   */
  public CutOffs(JdbcTemplate jdbc, Function<String, CutOff> rules, Clock clock) {
    this.jdbc = jdbc;
    this.rules = rules;
    this.clock = clock;
  }

  /** False also when nothing is settled. */
  public boolean passed(int tenantId, String claimId) {
    LocalDate today = clock.instant().atZone(CHINA).toLocalDate();
    return jdbc
        .query(
            SETTLED,
            (row, number) -> new Settled(row.getString(1), row.getObject(2, LocalDate.class)),
            tenantId,
            claimId)
        .stream()
        .anyMatch(one -> passed(one, today));
  }

  private boolean passed(Settled one, LocalDate today) {
    CutOff rule = rules.apply(one.institution());
    return rule != null && !rule.allows(one.day(), today);
  }
}
