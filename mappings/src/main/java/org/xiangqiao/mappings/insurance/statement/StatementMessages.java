package org.xiangqiao.mappings.insurance.statement;

import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.LookupMessages;

/** Inputs of the reconciliation (对账): totals 3201, files 9101 and 9102, details 3202. */
public final class StatementMessages {

  /** Where a file lies at the platform (文件查询号). */
  public record PlacedFile(String number, String name) {}

  private static final String UNNAMED = "result.zip";

  private StatementMessages() {}

  /**
   * Where the file of an answer to 9101 or 3202 lies: the sources differ in the node.
   *
   * @return empty when the answer names no file
   */
  public static Optional<PlacedFile> placed(Payload answer) {
    return text(answer, "file_qury_no")
        .map(number -> new PlacedFile(number, text(answer, "filename").orElse(UNNAMED)));
  }

  private static Optional<String> text(Payload answer, String key) {
    return answer.nodes().values().stream()
        .flatMap(List::stream)
        .flatMap(row -> row.text(key).stream())
        .findFirst();
  }

  /** 3201 医药机构费用结算对总账. */
  public static Payload totals(
      LocalDate day, String insuranceType, String clearingType, String office, Sums sums) {
    return new LookupMessages()
        .totals(
            new LookupMessages.Totals(
                insuranceType,
                clearingType,
                office,
                day,
                day,
                sums.total(),
                sums.funds(),
                sums.account(),
                sums.bookings()));
  }

  /** 9101 文件上传; the file as base64. */
  public static Payload upload(String institution, String name, byte[] file) {
    return Payload.of(
        "fsUploadIn",
        Row.builder()
            .put("in", Base64.getEncoder().encodeToString(file))
            .put("filename", name)
            .put("fixmedins_code", institution)
            .build());
  }

  /** 3202 医药机构费用结算对明细账: all insurance types of a clearing type at once. */
  public static Payload details(
      LocalDate day, String clearingType, String office, Sums sums, PlacedFile uploaded) {
    return Payload.of(
        "data",
        Row.builder()
            .put("clr_type", clearingType)
            .put("setl_optins", office)
            .put("file_qury_no", uploaded.number())
            .put("stmt_begndate", day.toString())
            .put("stmt_enddate", day.toString())
            .put("medfee_sumamt", sums.total())
            .put("fund_pay_sumamt", sums.funds())
            .put("cash_payamt", sums.cash())
            .put("fixmedins_setl_cnt", java.math.BigDecimal.valueOf(sums.bookings()))
            .build());
  }

  /** 9102 文件下载. */
  public static Payload download(String institution, PlacedFile file) {
    return Payload.of(
        "fsDownloadIn",
        Row.builder()
            .put("file_qury_no", file.number())
            .put("filename", file.name())
            .put("fixmedins_code", institution)
            .build());
  }
}
