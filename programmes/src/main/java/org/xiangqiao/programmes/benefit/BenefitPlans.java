package org.xiangqiao.programmes.benefit;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All plans at hand; of a county's the newest that has begun holds. */
public record BenefitPlans(List<BenefitPlan> plans) {

  public BenefitPlans {
    plans = List.copyOf(plans);
  }

  /**
   * The plan of a county on a day.
   *
   * @param county district code (GB/T 2260)
   */
  public Optional<BenefitPlan> in(String county, LocalDate day) {
    return plans.stream()
        .filter(plan -> plan.county().equals(county) && plan.in(day))
        .max(Comparator.comparing(BenefitPlan::from));
  }
}
