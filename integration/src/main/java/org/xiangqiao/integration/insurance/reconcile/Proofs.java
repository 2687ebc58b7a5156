package org.xiangqiao.integration.insurance.reconcile;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;

/**
 * Makes not booked (未记账) and reversed (已冲正) final: the platform's books of the day on which the
 * message was sent are known, and of the next one if it was sent in the last hour, and none shows
 * it. Only a day that is over proves anything.
 */
class Proofs {

  private static final String PROVE =
      """
      select s.message_id, c.client, c.organization, c.request_id,
          case when c.kind = 'claim' and not c.open and c.state = s.state and not s.past
            then c.response_id end as response_id, s.state
      from insurance_step s join insurance_case c using (tenant_id, case_id)
      where s.tenant_id = ? and c.institution = ? and s.infno in ('2207', '2208', '2304', '2305')
        and s.state in ('not-booked', 'reversed') and not s.proven
        and s.sent_at >= (?::date - 1)::timestamp at time zone 'Asia/Shanghai'
        and s.sent_at < (?::date + 1)::timestamp at time zone 'Asia/Shanghai'
        and not exists (
          select from (values (s.sent_at), (s.sent_at + interval '1 hour')) as moment(at)
          where not exists (
            select from insurance_reconciliation d
            where d.tenant_id = c.tenant_id and d.institution = c.institution
              and d.day = (moment.at at time zone 'Asia/Shanghai')::date
              and d.outcome is not null and d.day < ?::date)
          -- Only with an office that the platform or the profile has named are its books asked for.
          or not exists (
            select from insurance_booking b
            where b.tenant_id = c.tenant_id and b.institution = c.institution and b.office <> ''
              and b.day between (moment.at at time zone 'Asia/Shanghai')::date - 31
                and (moment.at at time zone 'Asia/Shanghai')::date))
        and not exists (
          select from insurance_statement_row r
          where r.tenant_id = s.tenant_id and r.message_id = s.message_id and r.result = '1')
      """;

  /**
   * A step that is proven.
   *
   * @param responseId of the ClaimResponse that tells of it still; null if another attempt followed
   */
  record Proven(Caller caller, String messageId, String responseId, String state) {}

  private final JdbcTemplate jdbc;

  Proofs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<Proven> of(DayLease day, LocalDate today) {
    return jdbc.query(
        PROVE,
        (row, number) ->
            new Proven(
                new Caller(
                    day.tenantId(),
                    row.getString("client"),
                    row.getString("organization"),
                    row.getString("request_id")),
                row.getString("message_id"),
                row.getString("response_id"),
                row.getString("state")),
        day.tenantId(),
        day.institution(),
        day.day(),
        day.day(),
        today);
  }

  /** Joins the running transaction, if there is one. */
  void note(Proven step) {
    jdbc.update(
        "update insurance_step set proven = true where tenant_id = ? and message_id = ?"
            + " and state = ?",
        step.caller().tenantId(),
        step.messageId(),
        step.state());
  }
}
