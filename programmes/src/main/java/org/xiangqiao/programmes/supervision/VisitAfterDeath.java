package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/** A service after the day on which the patient died (死亡后就诊). */
final class VisitAfterDeath implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    LocalDate death = evidence.person().death();
    return evidence.bill().lines().stream()
        .filter(line -> death != null && line.day() != null && line.day().isAfter(death))
        .min(Comparator.comparing(ClaimedLine::position))
        .map(line -> Hit.of(line, "serviced"))
        .stream();
  }
}
