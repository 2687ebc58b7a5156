package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the basic pool pays for some kinds of visit (门诊统筹, 门诊慢特病, 住院 …).
 *
 * @param id name in the accumulations
 * @param medTypes kinds of visit under it (med_type)
 * @param inpatient counts stays
 * @param deductiblePer whether deductibles of the year count together
 * @param rates by level of the institution; a level without one is not paid for
 * @param yearlyCap of the pool under this benefit; null without a cap
 * @param dailyCap of the pool under this benefit; null without a cap
 * @param capOn what the caps limit
 */
public record Benefit(
    String id,
    String name,
    List<String> medTypes,
    boolean inpatient,
    DeductiblePer deductiblePer,
    Map<CareLevel, Rate> rates,
    BigDecimal yearlyCap,
    BigDecimal dailyCap,
    CapOn capOn) {

  /** Whether a deductible already paid this year is taken off the next. */
  public enum DeductiblePer {
    YEAR,
    /** Each stay pays its own; only an upward referral counts what the first stay paid. */
    STAY
  }

  /** What a cap limits. */
  public enum CapOn {
    /** Payments of the pool (支付限额). */
    PAYMENT,
    /** Amounts that the ratio is applied to (费用限额). */
    BASE
  }

  /**
   * At one level of institution.
   *
   * @param deductibles of the first, second … stay or visit of the year; the last holds for all
   *     later
   * @param bands shares of the pool, of the amount above the deductible
   */
  public record Rate(List<BigDecimal> deductibles, List<Band> bands) {

    public Rate {
      deductibles = deductibles == null ? List.of() : List.copyOf(deductibles);
      bands = Band.rising(bands);
      if (bands.isEmpty()) {
        throw new IllegalArgumentException("a rate has at least one band");
      }
    }

    BigDecimal deductible(int stay) {
      return deductibles.isEmpty()
          ? Money.ZERO
          : deductibles.get(Math.min(stay, deductibles.size()) - 1);
    }
  }

  public Benefit {
    Objects.requireNonNull(id, "id");
    medTypes = List.copyOf(Objects.requireNonNull(medTypes, "medTypes"));
    deductiblePer = deductiblePer == null ? DeductiblePer.YEAR : deductiblePer;
    rates = rates == null ? Map.of() : Map.copyOf(rates);
    capOn = capOn == null ? CapOn.PAYMENT : capOn;
  }
}
