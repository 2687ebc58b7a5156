package org.xiangqiao.terminology.validation.compile;

import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.xiangqiao.terminology.validation.compile.StructureCheck.Problem;

/** Elements of a profile that allow more than their base (R4 profiling.html#cardinality). */
final class Contradictions {

  private Contradictions() {}

  static void find(ElementDefinition element, List<Problem> problems) {
    if (!element.hasBase() || !element.hasMax()) {
      return;
    }
    String most = element.getBase().getMax();
    boolean wider = number(element.getMax()) > number(most);
    boolean fewer = !element.hasSliceName() && element.getMin() < element.getBase().getMin();
    if (wider || fewer || element.getMin() > number(element.getMax())) {
      String id = element.hasId() ? element.getId() : element.getPath();
      problems.add(new Problem("profile-contradicts-base", List.of(id)));
    }
  }

  private static int number(String max) {
    return "*".equals(max) ? Integer.MAX_VALUE : Integer.parseInt(max);
  }
}
