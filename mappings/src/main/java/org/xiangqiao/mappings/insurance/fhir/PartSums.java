package org.xiangqiao.mappings.insurance.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * The four parts of a bill that a settlement repeats: sums over the platform's answer to the
 * uploaded lines (2204, 2301). {@code null}, and not sent, is a part of which no line speaks or one
 * that cannot be read: a sum is never invented.
 */
public record PartSums(
    BigDecimal ownExpense, BigDecimal overLimit, BigDecimal selfPaidFirst, BigDecimal inScope) {

  public static PartSums of(List<Row> lines) {
    return new PartSums(
        sum(lines, "fulamt_ownpay_amt"),
        sum(lines, "overlmt_amt"),
        sum(lines, "preselfpay_amt"),
        sum(lines, "inscp_scp_amt"));
  }

  void put(Row.Builder data) {
    data.put("fulamt_ownpay_amt", ownExpense)
        .put("overlmt_selfpay", overLimit)
        .put("preselfpay_amt", selfPaidFirst)
        .put("inscp_scp_amt", inScope);
  }

  private static BigDecimal sum(List<Row> lines, String key) {
    BigDecimal sum = null;
    for (Row line : lines) {
      if (line.has(key)) {
        Optional<BigDecimal> part = line.number(key);
        if (part.isEmpty()) {
          return null;
        }
        sum = sum == null ? part.get() : sum.add(part.get());
      }
    }
    return Values.exact(sum);
  }
}
