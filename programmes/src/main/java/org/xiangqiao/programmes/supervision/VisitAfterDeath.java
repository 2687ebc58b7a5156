package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A service after the day on which the patient died (死亡后就诊). The last charges of a stay are noted
 * up to some days later.
 */
final class VisitAfterDeath implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    LocalDate death = evidence.person().death();
    if (death == null) {
      return Stream.empty();
    }
    LocalDate last =
        evidence.bill().outpatient()
            ? death
            : death.plusDays(rule.number("stay-days").longValueExact());
    return evidence.bill().lines().stream()
        .filter(line -> line.day() != null && line.day().isAfter(last))
        .min(Comparator.comparing(ClaimedLine::position))
        .map(line -> Hit.of(line, "serviced"))
        .stream();
  }
}
