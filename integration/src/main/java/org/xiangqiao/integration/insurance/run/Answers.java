package org.xiangqiao.integration.insurance.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xiangqiao.integration.insurance.step.Care;
import org.xiangqiao.integration.insurance.step.Step;
import org.xiangqiao.integration.insurance.step.StepKind;
import org.xiangqiao.integration.insurance.step.Steps;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.AnswerJson;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;
import org.xiangqiao.mappings.insurance.envelope.MessageFormat;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * What is kept of answers for later steps, and found again: the platform's ids and the shares of
 * bill lines. Answers of settlements name the person and are not kept.
 */
final class Answers {

  private static final int LARGEST = 4 * 1024 * 1024;
  private static final String REVERSED_OR_CANCELLED = "1";
  private static final String RESULT = "result";
  private static final String FILING = "trt_dcla_detl_sn";
  private static final String BATCH = "chrg_bchno";
  private static final String OFFICE = "clr_optins";

  /** Ids, and what the day's books are made of; nothing that names the person. */
  private static final List<String> SETTLEMENT =
      List.of(
          "setl_id",
          "mdtrt_id",
          "setl_time",
          "insutype",
          "clr_type",
          OFFICE,
          "medfee_sumamt",
          "fund_pay_sumamt",
          "acct_pay",
          "psn_cash_pay",
          "pdn_cash_pay");

  private final AnswerJson json;

  Answers(TransactionTable table) {
    this.json = new AnswerJson(table, MessageFormat.USUAL, LARGEST);
  }

  /**
   * As JSON; empty when the answer lacks what later steps need.
   *
   * @param input what was sent; of a stay's details it is kept what their lines were
   * @param office that clears a settlement whose answer names none (清算经办机构); or null
   */
  Optional<String> kept(Step step, Payload output, Payload input, String office) {
    return switch (step.kind()) {
      case REGISTER -> ids(step, output, List.of("mdtrt_id"), null);
      case SETTLE -> ids(step, output, SETTLEMENT, office);
      case REFER, FILE -> ids(step, output, List.of(FILING), null);
      case CANCEL -> ids(step, output, SETTLEMENT, null).or(() -> Optional.of("{}"));
      case DETAILS -> {
        Payload result = Payload.of(RESULT, output.rows(RESULT));
        yield Optional.of(
            write(
                step,
                step.care() == Care.INPATIENT
                    ? result.and(Known.SENT, LineMarks.kept(input.rows("feedetail")))
                    : result.and(Known.SENT, batchOf(input.rows("feedetail")))));
      }
      default -> Optional.of("{}");
    };
  }

  /** A bill's details with their batch, which a withdrawal names even if they were refused. */
  Step noted(Step sent, Payload input) {
    List<Row> batch = batchOf(input.rows("feedetail"));
    return sent.kind() != StepKind.DETAILS || batch.isEmpty()
        ? sent
        : sent.telling(write(sent, Payload.of(Known.SENT, batch)));
  }

  Known known(Steps steps, String batch) {
    return new Known(
        steps.booked(StepKind.REGISTER).flatMap(step -> value(step, "mdtrt_id")).orElse(null),
        steps.booked(StepKind.SETTLE).flatMap(step -> value(step, "setl_id")).orElse(null),
        steps.held(StepKind.DETAILS, StepKind.WITHDRAW).flatMap(this::batchOf).orElse(batch),
        details(steps),
        steps
            .booked(StepKind.REFER)
            .or(() -> steps.booked(StepKind.FILE))
            .flatMap(step -> value(step, FILING))
            .orElse(null));
  }

  /** The batch under which a bill's lines were sent: a quote's may be another than its claim's. */
  private Optional<String> batchOf(Step details) {
    return read(details).rows(Known.SENT).stream()
        .flatMap(row -> row.text(BATCH).stream())
        .findFirst();
  }

  private static List<Row> batchOf(List<Row> sent) {
    return sent.stream()
        .limit(1)
        .flatMap(line -> line.text(BATCH).stream())
        .map(batch -> Row.builder().put(BATCH, batch).build())
        .toList();
  }

  /** Of all batches. */
  private Payload details(Steps steps) {
    List<Payload> batches = steps.allBooked(StepKind.DETAILS).stream().map(this::read).toList();
    return batches.size() == 1
        ? batches.get(0)
        : Payload.of(RESULT, rowsOf(batches, RESULT)).and(Known.SENT, rowsOf(batches, Known.SENT));
  }

  private static List<Row> rowsOf(List<Payload> batches, String node) {
    return batches.stream().flatMap(batch -> batch.rows(node).stream()).toList();
  }

  /** The settlement that was made by this message, unless it was taken back. */
  static Optional<Row> settlementOf(Payload found, String messageId) {
    return effective(found).filter(row -> is(row, "medins_setl_id", messageId)).findFirst();
  }

  static boolean tellsOfSettlements(Payload found) {
    return rows(found).anyMatch(row -> row.has("setl_id"));
  }

  /** Whether this settlement still counts. */
  static boolean stands(Payload found, String settlement) {
    return effective(found).anyMatch(row -> is(row, "setl_id", settlement));
  }

  static Optional<Row> visitOf(Payload found, String visitNumber) {
    return rows(found)
        .filter(row -> row.has("mdtrt_id"))
        .filter(row -> is(row, "ipt_otp_no", visitNumber) || is(row, "ipt_no", visitNumber))
        .findFirst();
  }

  /** Whether the stay is discharged (已出院); empty when the answer does not speak of it. */
  static Optional<Boolean> discharged(Payload found, String visit) {
    return rows(found)
        .filter(row -> is(row, "mdtrt_id", visit))
        .findFirst()
        .map(row -> row.text("endtime").filter(end -> !end.isBlank()).isPresent());
  }

  /** A cancelled settlement has a second row, that of the cancel. */
  private static Stream<Row> effective(Payload found) {
    Set<String> cancelled =
        rows(found)
            .filter(row -> is(row, "refd_setl_flag", REVERSED_OR_CANCELLED))
            .flatMap(row -> row.text("setl_id").stream())
            .collect(Collectors.toSet());
    return rows(found)
        .filter(row -> row.text("setl_id").filter(id -> !cancelled.contains(id)).isPresent());
  }

  private static boolean is(Row row, String key, String value) {
    return row.text(key).filter(value::equals).isPresent();
  }

  private static Stream<Row> rows(Payload payload) {
    return payload.nodes().values().stream().flatMap(List::stream);
  }

  private Optional<String> ids(Step step, Payload output, List<String> keys, String office) {
    Optional<Row> row = rows(output).filter(found -> found.has(keys.get(0))).findFirst();
    Row.Builder ids = Row.builder();
    row.ifPresent(
        found -> keys.forEach(key -> found.text(key).ifPresent(text -> ids.put(key, text))));
    if (row.filter(found -> !found.has(OFFICE)).isPresent()) {
      ids.put(OFFICE, office);
    }
    return row.map(found -> write(step, Payload.of("data", ids.build())));
  }

  private String write(Step step, Payload payload) {
    return new String(
        json.write(step.infno(), InsuranceAnswer.success(null, null, payload)),
        StandardCharsets.UTF_8);
  }

  private Payload read(Step step) {
    if (step.answer() == null) {
      return Payload.empty();
    }
    InsuranceResult result =
        json.read(step.infno(), step.answer().getBytes(StandardCharsets.UTF_8));
    return result instanceof InsuranceResult.Booked booked
        ? booked.answer().output()
        : Payload.empty();
  }

  private Optional<String> value(Step step, String key) {
    return rows(read(step)).flatMap(row -> row.text(key).stream()).findFirst();
  }
}
