package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * People whose benefit is tilted (倾斜): poor households (特困, 低保, 返贫致贫 …).
 *
 * @param id name of the group
 * @param identities codes of psn_idet_type that belong to it
 * @param deductibleFactor of the basic deductible; 1 leaves it
 * @param ratioPoints added to the pool's ratios
 * @param catastrophicDeductibleFactor of the catastrophic deductible
 * @param catastrophicRatioPoints added to the catastrophic ratios
 * @param catastrophicCapLifted no catastrophic cap for them
 * @param assistance medical assistance; null for none
 */
public record Group(
    String id,
    List<String> identities,
    BigDecimal deductibleFactor,
    BigDecimal ratioPoints,
    BigDecimal catastrophicDeductibleFactor,
    BigDecimal catastrophicRatioPoints,
    boolean catastrophicCapLifted,
    Assistance assistance) {

  /**
   * Medical assistance (医疗救助).
   *
   * @param threshold borne by the person first, each year
   * @param ratio of what catastrophic insurance left
   * @param yearlyCap null without a cap
   */
  public record Assistance(BigDecimal threshold, BigDecimal ratio, BigDecimal yearlyCap) {

    public Assistance {
      threshold = Money.orZero(threshold);
      share(ratio, "ratio");
    }
  }

  public Group {
    Objects.requireNonNull(id, "id");
    identities = List.copyOf(Objects.requireNonNull(identities, "identities"));
    deductibleFactor = share(orOne(deductibleFactor), "deductibleFactor");
    ratioPoints = share(Money.orZero(ratioPoints), "ratioPoints");
    catastrophicDeductibleFactor =
        share(orOne(catastrophicDeductibleFactor), "catastrophicDeductibleFactor");
    catastrophicRatioPoints =
        share(Money.orZero(catastrophicRatioPoints), "catastrophicRatioPoints");
  }

  /** Everybody else. */
  static Group nobody() {
    return new Group("", List.of(), null, null, null, null, false, null);
  }

  private static BigDecimal orOne(BigDecimal value) {
    return value == null ? BigDecimal.ONE : value;
  }

  private static BigDecimal share(BigDecimal value, String name) {
    if (Objects.requireNonNull(value, name).signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(name + " is 0 to 1");
    }
    return value;
  }
}
