package org.xiangqiao.integration.insurance.book;

import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.step.Goal.Purpose;

/**
 * Quotes (预结算) among the rows of {@code insurance_case}: who takes over what was uploaded for one,
 * and which nobody came back for. All times are the database's.
 */
public class QuoteRows {

  private static final String MARK =
      "update insurance_case set quote = true where tenant_id = ? and case_id = ?";

  /** All that were told of the visit so far, also those that an earlier quote has taken over. */
  private static final String TAKE =
      """
      update insurance_case q set taken_by = ?
      where tenant_id = ? and visit_id = ? and case_id <> ? and quote and not open
        and state not in ('needs-person', 'cancelled-not-resettled')
        and (taken_by is null or exists (
          select from insurance_case o
          where o.tenant_id = q.tenant_id and o.case_id = q.taken_by and o.quote))
      """;

  private static final String UNCLEAR =
      """
      select exists (
        select from insurance_case
        where tenant_id = ? and visit_id = ? and case_id <> ? and quote and taken_by is null
          and (open or state = 'needs-person'))
      """;

  private static final String ABANDONED =
      """
      select * from insurance_case
      where quote and not open and taken_by is null
        and state in ('booked', 'refused', 'not-booked', 'needs-credential')
        and not_before <= now() - ? * interval '1 millisecond'
      order by not_before limit ?
      """;

  private static final String OLDER =
      """
      select exists (
        select from insurance_case
        where tenant_id = ? and case_id = ? and not_before <= now() - ? * interval '1 millisecond')
      """;

  private static final String SHARED =
      """
      select exists (
        select from insurance_case
        where tenant_id = ? and visit_id = ? and case_id <> ? and taken_by is null
          and (open or state <> 'cancelled-not-resettled'))
      """;

  private final JdbcTemplate jdbc;

  QuoteRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Joins the running transaction, in which a claim of the visit was added: a settlement or another
   * quote takes over what was uploaded for quotes before.
   *
   * @return false if one is under way, or a person has to find out what became of it
   */
  public boolean added(int tenantId, long visitId, long caseId, Purpose purpose) {
    if (purpose == Purpose.QUOTE) {
      jdbc.update(MARK, tenantId, caseId);
    }
    if (purpose != Purpose.QUOTE && purpose != Purpose.SETTLE) {
      return true;
    }
    jdbc.update(TAKE, caseId, tenantId, visitId, caseId);
    return !is(UNCLEAR, tenantId, visitId, caseId);
  }

  /** Whether a later claim of the visit has taken it over. */
  public boolean taken(InsuranceCase quote) {
    return is(
        "select taken_by is not null from insurance_case where tenant_id = ? and case_id = ?",
        quote.caller().tenantId(),
        quote.id());
  }

  /** Whether it has rested for so long. */
  public boolean older(InsuranceCase quote, Duration age) {
    return is(OLDER, quote.caller().tenantId(), quote.id(), age.toMillis());
  }

  /** Whether another claim of its visit or stay may need what is with the platform. */
  public boolean shared(InsuranceCase quote) {
    return is(SHARED, quote.caller().tenantId(), quote.visitId(), quote.id());
  }

  /** Those that nobody came back for, the oldest first. */
  public List<InsuranceCase> abandoned(Duration age, int limit) {
    return jdbc.query(ABANDONED, Cases::row, age.toMillis(), limit);
  }

  private boolean is(String query, Object... arguments) {
    return Boolean.TRUE.equals(jdbc.queryForObject(query, Boolean.class, arguments));
  }
}
