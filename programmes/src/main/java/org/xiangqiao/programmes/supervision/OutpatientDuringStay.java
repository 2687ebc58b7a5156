package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * An outpatient bill while the patient lies in hospital (住院期间发生门诊费用). On the days of admission and
 * discharge a patient is seen in both places; the rule is for the days between.
 */
final class OutpatientDuringStay implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    if (!evidence.bill().outpatient()) {
      return Stream.empty();
    }
    return evidence.bill().lines().stream()
        .filter(line -> line.day() != null)
        .filter(line -> evidence.stays().stream().anyMatch(stay -> within(stay, line.day())))
        .min(Comparator.comparing(ClaimedLine::position))
        .map(line -> Hit.of(line, "serviced"))
        .stream();
  }

  private static boolean within(Stay stay, LocalDate day) {
    return stay.from() != null
        && day.isAfter(stay.from())
        && (stay.to() == null || day.isBefore(stay.to()));
  }
}
