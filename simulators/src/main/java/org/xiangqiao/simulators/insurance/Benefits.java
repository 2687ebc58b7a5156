package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.xiangqiao.programmes.benefit.BenefitAmounts;
import org.xiangqiao.programmes.benefit.BenefitEstimate;
import org.xiangqiao.programmes.benefit.Bill;
import org.xiangqiao.programmes.benefit.Referral;
import org.xiangqiao.programmes.benefit.YearToDate;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** What the funds pay for a visit, after all that stands of the person's year. */
class Benefits {

  private final Books books;
  private final Filings filings;

  Benefits(Books books, Filings filings) {
    this.books = books;
    this.filings = filings;
  }

  BenefitAmounts of(Visit visit, String medType, Collection<FeeLine> lines, boolean useAccount) {
    InsuredPerson person = books.persons.get(visit.person);
    LocalDate today = books.today();
    Referral referral = visit.inpatient ? filings.referral(visit) : Referral.NONE;
    return BenefitEstimate.of(
        books.settings.plan(),
        new Bill(
            lines.stream().map(FeeLine::line).toList(),
            medType,
            books.level(visit.institution),
            today,
            person.identities(),
            year(person),
            paidToday(person, medType, today),
            referral,
            lastDeductible(person),
            useAccount ? balance(person) : null));
  }

  /** What stands of the person's current year. */
  YearToDate year(InsuredPerson person) {
    int now = books.today().getYear();
    return standing(person).stream()
        .filter(one -> one.time().getYear() == now)
        .map(one -> one.amounts().adds())
        .reduce(YearToDate.nothing(), YearToDate::plus);
  }

  BigDecimal balance(InsuredPerson person) {
    return standing(person).stream()
        .map(one -> one.amounts().account())
        .reduce(person.balance(), BigDecimal::subtract);
  }

  private List<Settlement> standing(InsuredPerson person) {
    return books.ledger.ofPerson(person.number()).stream()
        .filter(one -> one.state() == State.STANDING)
        .toList();
  }

  private BigDecimal paidToday(InsuredPerson person, String medType, LocalDate today) {
    return standing(person).stream()
        .filter(one -> one.time().toLocalDate().equals(today))
        .filter(
            one ->
                books
                    .settings
                    .plan()
                    .benefit(one.medType())
                    .equals(books.settings.plan().benefit(medType)))
        .map(one -> one.amounts().pool())
        .reduce(new BigDecimal("0.00"), BigDecimal::add);
  }

  /** Of the stay before this one: whoever is referred up pays only the difference. */
  private BigDecimal lastDeductible(InsuredPerson person) {
    return standing(person).stream()
        .filter(one -> one.amounts().adds().stays() > 0)
        .map(one -> one.amounts().deductible())
        .reduce(new BigDecimal("0.00"), (earlier, later) -> later);
  }
}
