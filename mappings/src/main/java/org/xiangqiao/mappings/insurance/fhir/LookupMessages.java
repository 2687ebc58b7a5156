package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** Signing in, looking for a lost settlement, reversing it, and the day's totals. */
public final class LookupMessages {

  /**
   * What is compared with the platform by 3201: one institution, insurance type, clearing type,
   * clearing office and span of settlement days.
   */
  public record Totals(
      String insuranceType,
      String clearingType,
      String clearingOffice,
      LocalDate begin,
      LocalDate end,
      BigDecimal total,
      BigDecimal funds,
      BigDecimal account,
      long count) {}

  /** 9001 签到. */
  public Payload signIn(String operator, String mac, String ip) {
    return Payload.of(
        "signIn", Row.builder().put("opter_no", operator).put("mac", mac).put("ip", ip).build());
  }

  /**
   * 5203 结算信息查询.
   *
   * @param settlement {@code null} when a lost one is looked for
   */
  public Payload settlement(VisitNumbers numbers, String settlement) {
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", numbers.person())
            .put("setl_id", settlement)
            .put("mdtrt_id", numbers.visit())
            .build());
  }

  /**
   * The settlement of a message among the answer to 5203: the row whose {@code medins_setl_id} is
   * the message's id, under whatever node it stands, for its node is not known.
   */
  public Optional<Row> found(Payload answer, MessageId message) {
    return answer.nodes().values().stream()
        .flatMap(rows -> rows.stream())
        .filter(row -> row.text("medins_setl_id").filter(message.value()::equals).isPresent())
        .findFirst();
  }

  /**
   * 2601 冲正交易.
   *
   * @param infno the number that travelled with it
   */
  public Payload reverse(String person, MessageId message, String infno) {
    return Payload.of(
        "data",
        Row.builder()
            .put("psn_no", person)
            .put("omsgid", message.value())
            .put("oinfno", infno)
            .build());
  }

  /** 3201 医药机构费用结算对总账. */
  public Payload totals(Totals totals) {
    return Payload.of(
        "data",
        Row.builder()
            .put("insutype", totals.insuranceType())
            .put("clr_type", totals.clearingType())
            .put("setl_optins", totals.clearingOffice())
            .put("stmt_begndate", totals.begin().toString())
            .put("stmt_enddate", totals.end().toString())
            .put("medfee_sumamt", Values.exact(totals.total()))
            .put("fund_pay_sumamt", Values.exact(totals.funds()))
            .put("acct_pay", Values.exact(totals.account()))
            .put("fixmedins_setl_cnt", BigDecimal.valueOf(totals.count()))
            .build());
  }
}
