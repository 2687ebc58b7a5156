package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * The same drug (同一通用名) while the supply of another bill lasts (重复开药), beyond what a patient
 * collects early. Two strengths on one bill are one prescription.
 */
final class OverlappingDrug implements Check {

  /** Nothing at home is kept longer; what is written longer is a slip of the pen. */
  private static final BigDecimal LONGEST = BigDecimal.valueOf(3650);

  /** A drug at home from one day until before another. */
  private record Span(String drug, LocalDate from, LocalDate until) {

    long shared(Span other) {
      LocalDate begin = from.isAfter(other.from) ? from : other.from;
      LocalDate end = until.isBefore(other.until) ? until : other.until;
      return ChronoUnit.DAYS.between(begin, end);
    }
  }

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    ClaimedBill bill = evidence.bill();
    if (!bill.outpatient()) {
      return Stream.empty();
    }
    long tolerated = rule.number("tolerated-days").longValueExact();
    return bill.lines().stream()
        .flatMap(
            line ->
                span(line, bill.level(), items, rule)
                    .flatMap(mine -> longest(mine, evidence, items, rule))
                    .filter(days -> days > tolerated)
                    .map(days -> Hit.of(line, "productOrService", "days", days.toString()))
                    .stream());
  }

  private static Optional<Long> longest(Span mine, Evidence evidence, Items items, Rule rule) {
    return evidence.others().stream()
        .filter(ClaimedBill::outpatient)
        .flatMap(other -> other.lines().stream())
        .flatMap(line -> span(line, evidence.bill().level(), items, rule).stream())
        .filter(span -> span.drug().equals(mine.drug()))
        .map(mine::shared)
        .max(Long::compare);
  }

  private static Optional<Span> span(ClaimedLine line, CareLevel level, Items items, Rule rule) {
    if (line.item() == null || line.day() == null) {
      return Optional.empty();
    }
    String drug = items.of(line, level).map(ItemFact::ingredient).orElse(line.item());
    return Supply.days(line, level, items, rule)
        .map(days -> days.min(LONGEST).setScale(0, RoundingMode.FLOOR))
        .filter(days -> days.compareTo(BigDecimal.ONE) >= 0)
        .map(days -> new Span(drug, line.day(), line.day().plusDays(days.longValue())));
  }
}
