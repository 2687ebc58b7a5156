package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Basic pool, then catastrophic insurance, then medical assistance, each on what the former left
 * (一站式结算). Each fund is rounded to the cent, half up, once a bill.
 */
public final class BenefitEstimate {

  private final BenefitPlan plan;
  private final Bill bill;
  private final Group group;

  private BenefitEstimate(BenefitPlan plan, Bill bill) {
    this.plan = plan;
    this.bill = bill;
    this.group = plan.group(bill.identities(), bill.day());
  }

  public static BenefitAmounts of(BenefitPlan plan, Bill bill) {
    return new BenefitEstimate(plan, bill).amounts();
  }

  private BenefitAmounts amounts() {
    List<LineShare> lines =
        bill.lines().stream().map(line -> LineShare.of(line, plan.classBSelfPay())).toList();
    BigDecimal total = sum(bill.lines().stream().map(BillLine::amount).toList());
    BigDecimal scope = sum(lines.stream().map(LineShare::inScope).toList());
    List<FundShare> funds = new ArrayList<>();
    Pool pool = pool(scope);
    fund(funds, "390100", "城乡居民基本医疗保险基金", scope, pool.limit, pool.pays);
    BigDecimal burden = scope.subtract(pool.pays);
    BigDecimal uncapped = catastrophicPays(burden);
    BigDecimal cap = group.catastrophicCapLifted() ? null : plan.catastrophicYearlyCap();
    BigDecimal catastrophic = Money.within(uncapped, cap, bill.before().catastrophicPaid());
    fund(funds, "390200", "城乡居民大病医疗保险基金", burden, uncapped, catastrophic);
    BigDecimal left = burden.subtract(catastrophic);
    BigDecimal threshold = threshold(left);
    BigDecimal assistance = assistance(left.subtract(threshold));
    fund(funds, "610100", "医疗救助基金", left, left.subtract(threshold), assistance);
    BigDecimal person = total.subtract(pool.pays).subtract(catastrophic).subtract(assistance);
    BigDecimal account = bill.account().min(person);
    YearToDate adds =
        new YearToDate(
            pool.entry(pool.deductible),
            pool.entry(pool.pays),
            pool.entry(pool.base),
            pool.benefit != null && pool.benefit.inpatient() ? 1 : 0,
            burden,
            catastrophic,
            threshold,
            assistance);
    return new BenefitAmounts(
        lines,
        total,
        pool.deductible,
        pool.pays,
        pool.ratio,
        catastrophic,
        assistance,
        account,
        bill.account().subtract(account),
        List.copyOf(funds),
        adds);
  }

  private record Pool(
      Benefit benefit,
      BigDecimal deductible,
      BigDecimal base,
      BigDecimal ratio,
      BigDecimal limit,
      BigDecimal pays) {

    Map<String, BigDecimal> entry(BigDecimal amount) {
      return benefit == null ? Map.of() : Map.of(benefit.id(), amount);
    }
  }

  private Pool pool(BigDecimal scope) {
    Benefit benefit = plan.benefit(bill.medType()).orElse(null);
    Benefit.Rate rate = benefit == null ? null : benefit.rates().get(bill.level());
    if (rate == null) {
      return new Pool(
          benefit, Money.ZERO, Money.ZERO, new BigDecimal("0.0000"), Money.ZERO, Money.ZERO);
    }
    BigDecimal deductible = deductible(benefit, rate).min(scope);
    BigDecimal above = scope.subtract(deductible);
    boolean capsBase = benefit.capOn() == Benefit.CapOn.BASE;
    BigDecimal base = capsBase ? capped(benefit, above) : above;
    List<Band> bands = rate.bands().stream().map(b -> b.raised(group.ratioPoints())).toList();
    BigDecimal uncapped = Money.cents(Band.pays(bands, BigDecimal.ZERO, base));
    BigDecimal pays = capsBase ? uncapped : capped(benefit, uncapped);
    return new Pool(benefit, deductible, base, Money.ratio(uncapped, base), base, pays);
  }

  private BigDecimal deductible(Benefit benefit, Benefit.Rate rate) {
    if (bill.referral() == Referral.DOWN) {
      return Money.ZERO;
    }
    BigDecimal standard =
        Money.cents(rate.deductible(bill.before().stays() + 1).multiply(group.deductibleFactor()));
    BigDecimal paid =
        switch (benefit.deductiblePer()) {
          case YEAR -> of(bill.before().deductiblePaid(), benefit);
          case STAY -> bill.referral() == Referral.UP ? bill.referredDeductible() : Money.ZERO;
        };
    return Money.notNegative(standard.subtract(paid));
  }

  private BigDecimal capped(Benefit benefit, BigDecimal amount) {
    Map<String, BigDecimal> used =
        benefit.capOn() == Benefit.CapOn.BASE ? bill.before().poolBase() : bill.before().poolPaid();
    BigDecimal year = Money.within(amount, benefit.yearlyCap(), of(used, benefit));
    return Money.within(year, benefit.dailyCap(), bill.poolPaidToday());
  }

  private BigDecimal catastrophicPays(BigDecimal burden) {
    BigDecimal before = bill.before().burden();
    return Money.cents(Band.pays(plan.catastrophic(group), before, before.add(burden)));
  }

  private BigDecimal threshold(BigDecimal left) {
    return group.assistance() == null
        ? Money.ZERO
        : left.min(
            Money.notNegative(
                group.assistance().threshold().subtract(bill.before().assistanceThreshold())));
  }

  private BigDecimal assistance(BigDecimal base) {
    Group.Assistance assistance = group.assistance();
    return assistance == null
        ? Money.ZERO
        : Money.within(
            Money.cents(base.multiply(assistance.ratio())),
            assistance.yearlyCap(),
            bill.before().assistancePaid());
  }

  private static BigDecimal of(Map<String, BigDecimal> sums, Benefit benefit) {
    return sums.getOrDefault(benefit.id(), Money.ZERO);
  }

  private static void fund(
      List<FundShare> funds,
      String type,
      String name,
      BigDecimal base,
      BigDecimal limit,
      BigDecimal pays) {
    if (pays.signum() > 0) {
      funds.add(new FundShare(type, name, base, limit, pays));
    }
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(Money.ZERO, BigDecimal::add);
  }
}
