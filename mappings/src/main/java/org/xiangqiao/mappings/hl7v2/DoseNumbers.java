package org.xiangqiao.mappings.hl7v2;

import java.util.Optional;
import java.util.Set;

/**
 * Which dose of its series it is (剂次): OBX with LOINC 30973-2, else RXA-2. 0 and 999 in RXA-2 mean
 * that nobody counted.
 */
final class DoseNumbers {

  private static final String DOSE_NUMBER_IN_SERIES = "30973-2";
  private static final Set<String> NOT_COUNTED = Set.of("", "0", "999");

  private DoseNumbers() {}

  static Optional<Integer> read(VaccinationOrder order, Problems problems) {
    for (SegmentReader observation : order.observations()) {
      if (observation.text(3).equals(DOSE_NUMBER_IN_SERIES)) {
        return parse(observation.text(5), observation.place(5), problems);
      }
    }
    String counter = order.administration().text(2);
    return NOT_COUNTED.contains(counter)
        ? Optional.empty()
        : parse(counter, order.administration().place(2), problems);
  }

  private static Optional<Integer> parse(String text, String place, Problems problems) {
    if (text.matches("0*[1-9][0-9]?")) {
      return Optional.of(Integer.valueOf(text));
    }
    problems.add(place, "dose-number.invalid");
    return Optional.empty();
  }
}
