package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * All that the estimate needs to know of a visit or stay.
 *
 * @param medType kind of visit (医疗类别, med_type); decides the benefit
 * @param level of the institution
 * @param day of the settlement; decides parameters, identities and the year
 * @param identities of the person
 * @param before what the person has had this year before this bill
 * @param poolPaidToday payments of the pool today under this benefit, for a daily cap
 * @param referral how the person came to this stay
 * @param referredDeductible deductible charged by the stay that referred the person here
 * @param account balance of the personal account that may be used; none for most residents
 */
public record Bill(
    List<BillLine> lines,
    String medType,
    CareLevel level,
    LocalDate day,
    List<Identity> identities,
    YearToDate before,
    BigDecimal poolPaidToday,
    Referral referral,
    BigDecimal referredDeductible,
    BigDecimal account) {

  public Bill {
    lines = List.copyOf(lines);
    Objects.requireNonNull(medType, "medType");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(day, "day");
    identities = identities == null ? List.of() : List.copyOf(identities);
    before = before == null ? YearToDate.nothing() : before;
    poolPaidToday = Money.orZero(poolPaidToday);
    referral = referral == null ? Referral.NONE : referral;
    referredDeductible = Money.orZero(referredDeductible);
    account = Money.notNegative(Money.orZero(account));
  }

  /** A bill without anything special about it. */
  public static Bill of(List<BillLine> lines, String medType, CareLevel level, LocalDate day) {
    return new Bill(lines, medType, level, day, null, null, null, null, null, null);
  }

  public Bill after(YearToDate year) {
    return new Bill(
        lines,
        medType,
        level,
        day,
        identities,
        year,
        poolPaidToday,
        referral,
        referredDeductible,
        account);
  }
}
