package org.xiangqiao.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.mappings.MappingProblem;

/** Collects everything that is wrong with one message, so that its sender hears it all at once. */
final class Problems {

  private final List<MappingProblem> found = new ArrayList<>();

  void add(String place, String rule, Object... arguments) {
    found.add(MappingProblem.of(place, rule, arguments));
  }

  boolean none() {
    return found.isEmpty();
  }

  List<MappingProblem> all() {
    return List.copyOf(found);
  }
}
