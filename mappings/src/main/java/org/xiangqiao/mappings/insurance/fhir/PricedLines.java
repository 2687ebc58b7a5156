package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** What the platform told of charge lines (明细回执): {@code result} of 2204 and 2301. */
final class PricedLines {

  private static final String OWN_EXPENSE = "fulamt_ownpay_amt";
  private static final String OWN_SHARE = "preselfpay_amt";

  private final List<Row> lines;

  PricedLines(List<Row> lines) {
    this.lines = List.copyOf(lines);
  }

  /** 全自费金额 of all lines; empty when no line was told. */
  Optional<BigDecimal> ownExpense() {
    return sum(OWN_EXPENSE);
  }

  /** 先行自付金额 of all lines; empty when no line was told. */
  Optional<BigDecimal> ownShare() {
    return sum(OWN_SHARE);
  }

  Optional<BigDecimal> ownExpense(String line) {
    return of(line).flatMap(row -> row.number(OWN_EXPENSE));
  }

  Optional<BigDecimal> ownShare(String line) {
    return of(line).flatMap(row -> row.number(OWN_SHARE));
  }

  /** 收费项目等级. */
  Optional<String> level(String line) {
    return of(line).flatMap(row -> row.text("chrgitm_lv"));
  }

  private Optional<BigDecimal> sum(String key) {
    return lines.stream().flatMap(row -> row.number(key).stream()).reduce(BigDecimal::add);
  }

  private Optional<Row> of(String line) {
    return lines.stream()
        .filter(row -> row.text("feedetl_sn").filter(number -> number.equals(line)).isPresent())
        .findFirst();
  }
}
