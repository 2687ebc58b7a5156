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
                span(line, bill.level(), items)
                    .flatMap(mine -> longest(mine, evidence, items))
                    .filter(days -> days > tolerated)
                    .map(days -> Hit.of(line, "productOrService", "days", days.toString()))
                    .stream());
  }

  private static Optional<Long> longest(Span mine, Evidence evidence, Items items) {
    return evidence.others().stream()
        .filter(ClaimedBill::outpatient)
        .flatMap(other -> other.lines().stream())
        .flatMap(line -> span(line, evidence.bill().level(), items).stream())
        .filter(span -> span.drug().equals(mine.drug()))
        .map(mine::shared)
        .max(Long::compare);
  }

  private static Optional<Span> span(ClaimedLine line, CareLevel level, Items items) {
    if (line.item() == null || line.day() == null) {
      return Optional.empty();
    }
    String drug = items.of(line, level).map(ItemFact::ingredient).orElse(line.item());
    return Supply.days(line, level, items)
        .map(days -> days.setScale(0, RoundingMode.FLOOR))
        .filter(days -> days.compareTo(BigDecimal.ONE) >= 0)
        .map(days -> new Span(drug, line.day(), line.day().plusDays(days.longValue())));
  }
}
