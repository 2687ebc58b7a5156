package org.xiangqiao.programmes.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every bill under every plan. */
class BenefitInvariantsTest {

  private static final LocalDate DAY = LocalDate.of(2024, 6, 1);

  private final List<BenefitPlan> plans = plans();

  private static List<BenefitPlan> plans() {
    try (InputStream local = BenefitInvariantsTest.class.getResourceAsStream("local-forms.json")) {
      return List.of(BenefitPlanFile.read(local), BenefitPlanFile.example("suizhou-2023"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 400)
  void theIdentitiesHoldAndNothingIsNegative(@ForAll("plan") int plan, @ForAll("bills") Bill bill) {
    Identities.hold(BenefitEstimate.of(plans.get(plan), bill));
  }

  @Property(tries = 400)
  void moreOnTheBillMeansNoLessFromTheFundsAndNoLessFromThePerson(
      @ForAll("plan") int plan, @ForAll("bills") Bill bill, @ForAll("lines") BillLine more) {
    List<BillLine> lines = new ArrayList<>(bill.lines());
    lines.add(more);
    BenefitAmounts small = BenefitEstimate.of(plans.get(plan), bill);
    BenefitAmounts big = BenefitEstimate.of(plans.get(plan), with(bill, lines));
    assertThat(big.pool()).isGreaterThanOrEqualTo(small.pool());
    // A fund's share of what is left may lose the cent that another's rounding won.
    assertThat(big.funded()).isGreaterThanOrEqualTo(small.funded().subtract(cents(2)));
    assertThat(big.person()).isGreaterThanOrEqualTo(small.person().subtract(cents(2)));
  }

  @Property(tries = 200)
  void capsOfTheYearAreNeverExceeded(@ForAll("plan") int plan, @ForAll("years") List<Bill> bills) {
    BenefitPlan parameters = plans.get(plan);
    YearToDate year = YearToDate.nothing();
    for (Bill bill : bills) {
      year = year.plus(BenefitEstimate.of(parameters, bill.after(year)).adds());
    }
    for (Benefit benefit : parameters.benefits()) {
      BigDecimal used =
          (benefit.capOn() == Benefit.CapOn.BASE ? year.poolBase() : year.poolPaid())
              .getOrDefault(benefit.id(), Money.ZERO);
      if (benefit.yearlyCap() != null) {
        assertThat(used).as(benefit.id()).isLessThanOrEqualTo(benefit.yearlyCap());
      }
    }
    if (parameters.catastrophicYearlyCap() != null) {
      assertThat(year.catastrophicPaid()).isLessThanOrEqualTo(parameters.catastrophicYearlyCap());
    }
    for (Group group : parameters.groups()) {
      if (group.assistance().yearlyCap() != null) {
        assertThat(year.assistancePaid()).isLessThanOrEqualTo(group.assistance().yearlyCap());
      }
    }
  }

  /** Up to the cents of rounding: three funds, each rounded once for each of the bills. */
  @Property(tries = 300)
  void splittingABillGainsNothing(@ForAll("plan") int plan, @ForAll("bills") Bill bill) {
    BenefitPlan parameters = plans.get(plan);
    Bill whole = after(bill, Referral.NONE);
    BigDecimal once = BenefitEstimate.of(parameters, whole).funded();
    YearToDate year = whole.before();
    BigDecimal split = Money.ZERO;
    // A stay's lower deductible and higher band are earned by stays and sizes: one stay stays one.
    int stays = year.stays();
    if (parameters.benefit(bill.medType()).filter(Benefit::inpatient).isPresent() && plan == 0) {
      return;
    }
    for (BillLine line : whole.lines()) {
      BenefitAmounts part = BenefitEstimate.of(parameters, with(whole, List.of(line)).after(year));
      split = split.add(part.funded());
      year = year.plus(part.adds());
      year =
          new YearToDate(
              year.deductiblePaid(),
              year.poolPaid(),
              year.poolBase(),
              stays,
              year.burden(),
              year.catastrophicPaid(),
              year.assistanceThreshold(),
              year.assistancePaid());
      if (!whole.lines().isEmpty()
          && parameters.benefit(bill.medType()).map(Benefit::dailyCap).isPresent()) {
        whole = today(whole, part.pool());
      }
    }
    assertThat(split).isLessThanOrEqualTo(once.add(cents(3 * (bill.lines().size() + 1))));
  }

  @Property(tries = 200)
  void aPoorHouseholdNeverPaysMore(@ForAll("plan") int plan, @ForAll("bills") Bill bill) {
    BenefitPlan parameters = plans.get(plan);
    BigDecimal ordinary = BenefitEstimate.of(parameters, identified(bill, List.of())).person();
    for (Group group : parameters.groups()) {
      Identity identity = new Identity(group.identities().get(0), DAY, null);
      BigDecimal tilted =
          BenefitEstimate.of(parameters, identified(bill, List.of(identity))).person();
      assertThat(tilted).isLessThanOrEqualTo(ordinary.add(cents(2)));
    }
  }

  @Provide
  Arbitrary<Integer> plan() {
    return Arbitraries.integers().between(0, plans.size() - 1);
  }

  @Provide
  Arbitrary<BillLine> lines() {
    Arbitrary<BigDecimal> price =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("20000")).ofScale(2);
    Arbitrary<Integer> count = Arbitraries.integers().between(1, 5);
    Arbitrary<BigDecimal> limit = price.injectNull(0.7);
    Arbitrary<BigDecimal> selfPay =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, BigDecimal.ONE)
            .ofScale(4)
            .injectNull(0.7);
    return Combinators.combine(Arbitraries.of(ItemClass.values()), price, count, limit, selfPay)
        .as(
            (itemClass, one, times, most, self) ->
                new BillLine(
                    "1",
                    itemClass,
                    one.multiply(BigDecimal.valueOf(times)),
                    BigDecimal.valueOf(times),
                    one,
                    most,
                    self));
  }

  @Provide
  Arbitrary<Bill> bills() {
    Arbitrary<BigDecimal> account =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("500")).ofScale(2);
    Arbitrary<BigDecimal> burden =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("40000")).ofScale(2);
    return Combinators.combine(
            lines().list().ofMaxSize(6),
            Arbitraries.of("11", "14", "21", "23", "51", "9901"),
            Arbitraries.of(CareLevel.values()),
            Arbitraries.of("", "01", "低保", "特困", "边缘"),
            Arbitraries.of(Referral.values()),
            account,
            burden)
        .as(
            (lines, medType, level, identity, referral, balance, borne) ->
                new Bill(
                    lines,
                    medType,
                    level,
                    DAY,
                    identity.isEmpty() ? List.of() : List.of(new Identity(identity, DAY, DAY)),
                    new YearToDate(null, null, null, 0, borne, null, null, null),
                    null,
                    referral,
                    new BigDecimal("100.00"),
                    balance));
  }

  @Provide
  Arbitrary<List<Bill>> years() {
    return bills().list().ofMinSize(1).ofMaxSize(12);
  }

  private static Bill with(Bill bill, List<BillLine> lines) {
    return new Bill(
        lines,
        bill.medType(),
        bill.level(),
        bill.day(),
        bill.identities(),
        bill.before(),
        bill.poolPaidToday(),
        bill.referral(),
        bill.referredDeductible(),
        bill.account());
  }

  private static Bill identified(Bill bill, List<Identity> identities) {
    return new Bill(
        bill.lines(),
        bill.medType(),
        bill.level(),
        bill.day(),
        identities,
        bill.before(),
        bill.poolPaidToday(),
        bill.referral(),
        bill.referredDeductible(),
        bill.account());
  }

  private static Bill after(Bill bill, Referral referral) {
    return new Bill(
        bill.lines(),
        bill.medType(),
        bill.level(),
        bill.day(),
        bill.identities(),
        bill.before(),
        bill.poolPaidToday(),
        referral,
        bill.referredDeductible(),
        bill.account());
  }

  private static Bill today(Bill bill, BigDecimal paid) {
    return new Bill(
        bill.lines(),
        bill.medType(),
        bill.level(),
        bill.day(),
        bill.identities(),
        bill.before(),
        bill.poolPaidToday().add(paid),
        bill.referral(),
        bill.referredDeductible(),
        bill.account());
  }

  private static BigDecimal cents(int count) {
    return BigDecimal.valueOf(count, 2);
  }
}
