package org.xiangqiao.integration.insurance.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.mappings.insurance.envelope.Numbers;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;

/**
 * The day book (结算流水): one row for each settlement and each cancel that the platform has booked,
 * with the platform's amounts, on the day of the platform's settlement time. What is compared with
 * the platform every night.
 */
class Bookings {

  /** Transactions that take money back: their amounts count as negative. */
  private static final Set<String> REFUNDS = Set.of("2208", "2305");

  private static final String SETTLED =
      """
      insert into insurance_booking (tenant_id, message_id, case_id, institution, settled_at,
          insurance_type, clearing_type, office, settlement, visit, refund, total, funds, account,
          cash, clinic)
      select s.tenant_id, s.message_id, s.case_id, ?,
          coalesce(?::timestamp, s.sent_at at time zone 'Asia/Shanghai'),
          ?, ?, ?, ?, ?, false, ?, ?, ?, ?,
          (select c.clinic from insurance_case c
            where c.tenant_id = s.tenant_id and c.case_id = s.case_id)
      from insurance_step s where s.tenant_id = ? and s.message_id = ?
      on conflict (tenant_id, message_id) do nothing
      returning settled_at::date
      """;

  /** Whatever a cancel's own answer says, it takes back what the settlement brought. */
  private static final String REFUNDED =
      """
      insert into insurance_booking (tenant_id, message_id, case_id, institution, settled_at,
          insurance_type, clearing_type, office, settlement, visit, refund, total, funds, account,
          cash, clinic)
      select s.tenant_id, s.message_id, s.case_id, b.institution,
          coalesce(?::timestamp, s.sent_at at time zone 'Asia/Shanghai'),
          b.insurance_type, b.clearing_type, b.office, b.settlement, b.visit, true,
          -b.total, -b.funds, -b.account, -b.cash, b.clinic
      from insurance_step s
        join lateral (
          select * from insurance_booking o
          where o.tenant_id = s.tenant_id and o.case_id = s.case_id and not o.refund
          order by o.booked_at desc limit 1) b on true
      where s.tenant_id = ? and s.message_id = ?
      on conflict (tenant_id, message_id) do nothing
      returning settled_at::date
      """;

  private static final String DAY_AGAIN =
      """
      update insurance_reconciliation
      set again = true, state = 'waiting',
        not_before = case when state = 'done' then now() else not_before end
      where tenant_id = ? and institution = ? and day = ?
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JdbcTemplate jdbc;

  Bookings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Joins the running transaction. A day that was reconciled before is looked at again. */
  void add(InsuranceCase owner, Step booked) {
    int tenant = owner.caller().tenantId();
    JsonNode told = told(booked);
    (REFUNDS.contains(booked.infno())
            ? jdbc.queryForList(
                REFUNDED, java.sql.Date.class, time(told).orElse(null), tenant, booked.messageId())
            : jdbc.queryForList(
                SETTLED,
                java.sql.Date.class,
                owner.institution(),
                time(told).orElse(null),
                told.path("insutype").asText(""),
                told.path("clr_type").asText(""),
                told.path("clr_optins").asText(""),
                told.path("setl_id").asText(""),
                told.path("mdtrt_id").asText(""),
                amount(told, "medfee_sumamt"),
                amount(told, "fund_pay_sumamt"),
                amount(told, "acct_pay"),
                amount(told, told.has("psn_cash_pay") ? "psn_cash_pay" : "pdn_cash_pay"),
                tenant,
                booked.messageId()))
        .forEach(day -> jdbc.update(DAY_AGAIN, tenant, owner.institution(), day));
  }

  /** The only row of what was kept of the answer. */
  private static JsonNode told(Step booked) {
    if (booked.answer() == null) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode data = JSON.readTree(booked.answer()).at("/output/data");
      return data.isArray() ? data.path(0) : data;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was kept of an answer is no JSON", e);
    }
  }

  private static Optional<LocalDateTime> time(JsonNode told) {
    try {
      return Optional.of(LocalDateTime.parse(told.path("setl_time").asText(), RequestJson.TIME));
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  /** What cannot be read counts as nothing: the settlement is disputed anyway. */
  private static BigDecimal amount(JsonNode told, String key) {
    return Numbers.parse(told.path(key).asText("")).orElse(BigDecimal.ZERO);
  }
}
