package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What a person has had this year, and what one bill adds to it (累计信息).
 *
 * @param deductiblePaid deductibles charged, by benefit
 * @param poolPaid payments of the basic pool, by benefit
 * @param poolBase amounts that the pool's ratio was applied to, by benefit
 * @param stays inpatient stays settled
 * @param burden compliant own burden, the base of catastrophic insurance
 * @param catastrophicPaid payments of catastrophic insurance
 * @param assistanceThreshold part of the threshold of medical assistance already borne
 * @param assistancePaid payments of medical assistance
 */
public record YearToDate(
    Map<String, BigDecimal> deductiblePaid,
    Map<String, BigDecimal> poolPaid,
    Map<String, BigDecimal> poolBase,
    int stays,
    BigDecimal burden,
    BigDecimal catastrophicPaid,
    BigDecimal assistanceThreshold,
    BigDecimal assistancePaid) {

  public YearToDate {
    deductiblePaid = deductiblePaid == null ? Map.of() : Map.copyOf(deductiblePaid);
    poolPaid = poolPaid == null ? Map.of() : Map.copyOf(poolPaid);
    poolBase = poolBase == null ? Map.of() : Map.copyOf(poolBase);
    burden = Money.orZero(burden);
    catastrophicPaid = Money.orZero(catastrophicPaid);
    assistanceThreshold = Money.orZero(assistanceThreshold);
    assistancePaid = Money.orZero(assistancePaid);
  }

  /** The first bill of the year. */
  public static YearToDate nothing() {
    return new YearToDate(Map.of(), Map.of(), Map.of(), 0, null, null, null, null);
  }

  public YearToDate plus(YearToDate bill) {
    return new YearToDate(
        sum(deductiblePaid, bill.deductiblePaid),
        sum(poolPaid, bill.poolPaid),
        sum(poolBase, bill.poolBase),
        stays + bill.stays,
        burden.add(bill.burden),
        catastrophicPaid.add(bill.catastrophicPaid),
        assistanceThreshold.add(bill.assistanceThreshold),
        assistancePaid.add(bill.assistancePaid));
  }

  private static Map<String, BigDecimal> sum(
      Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
    Map<String, BigDecimal> sum = new HashMap<>(one);
    other.forEach((key, value) -> sum.merge(key, value, BigDecimal::add));
    return sum;
  }
}
