package org.xiangqiao.programmes.supervision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A line's number is the platform's key within a visit: it is there once in all its bills. */
final class DuplicateLineId implements Check {

  private static final String NUMBER =
      "https://fhir.xiangqiao.org/StructureDefinition/fee-line-number";

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    ClaimedBill bill = evidence.bill();
    Set<String> taken = new HashSet<>();
    evidence.others().stream()
        .filter(other -> bill.visit() != null && bill.visit().equals(other.visit()))
        .flatMap(other -> other.lines().stream())
        .forEach(line -> taken.add(line.number()));
    Map<String, List<ClaimedLine>> byNumber = new HashMap<>();
    bill.lines().stream()
        .filter(line -> line.number() != null)
        .forEach(
            line -> byNumber.computeIfAbsent(line.number(), number -> new ArrayList<>()).add(line));
    return byNumber.values().stream()
        .filter(same -> same.size() > 1 || taken.contains(same.get(0).number()))
        .flatMap(List::stream)
        .map(line -> Hit.of(line, "extension('" + NUMBER + "')"));
  }
}
