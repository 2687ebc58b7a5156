package org.xiangqiao.integration.insurance.supervise;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.InsuranceCase;

/** Which other claims of a person are settled, or will be before this one. */
final class OtherClaims {

  /** Of claims under way only earlier ones count: two that are alike would refuse each other. */
  private static final String OTHERS =
      """
      select resource_id from insurance_case
      where tenant_id = ? and person = ? and kind = 'claim' and case_id <> ? and created_at >= ?
        -- Charges of a stay that were uploaded before its bill, and what was quoted, come again with it.
        and goal <> 'upload' and not quote
        -- Of a partial refund what stays is billed again, in place of what was settled.
        and not exists (select from insurance_refund r
          where r.tenant_id = insurance_case.tenant_id and r.new_case = ?
            and r.old_case = insurance_case.case_id)
        -- Filings in advance are no bills.
        and goal not in ('refer', 'unrefer', 'file-disease', 'unfile-disease')
        and (state in ('booked', 'needs-person')
          or open and (goal in ('cancel', 'withdraw', 'cancel-stay', 'withdraw-stay')
            or case_id < ?))
      order by created_at desc limit ?
      """;

  /** Far above what one person is treated in a quarter. */
  private static final int MOST = 200;

  private final JdbcTemplate jdbc;

  OtherClaims(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return logical ids, of the newest when there are too many
   */
  List<String> of(InsuranceCase mine, Instant since) {
    return jdbc.queryForList(
        OTHERS,
        String.class,
        mine.caller().tenantId(),
        mine.person(),
        mine.id(),
        Timestamp.from(since),
        mine.id(),
        mine.id(),
        MOST);
  }
}
