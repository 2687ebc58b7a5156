package org.xiangqiao.terminology.validation.check;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.json.Node;

/** Whether there are as many of an element, and of each of its slices, as there may be. */
final class Counts {

  private final Findings findings;

  Counts(Findings findings) {
    this.findings = findings;
  }

  void check(Node node, int count, ElementCheck element, StructureCheck in) {
    if (count < element.min()) {
      findings.error(
          IssueType.STRUCTURE, node, "too-few", in.url(), element.id(), "" + element.min());
    } else if (count > element.max()) {
      findings.error(
          IssueType.STRUCTURE, node, "too-many", in.url(), element.id(), "" + element.max());
    }
  }

  void slices(Node node, List<ElementCheck> found, ElementCheck element, StructureCheck in) {
    for (ElementCheck slice : element.slices()) {
      int count = 0;
      for (ElementCheck each : found) {
        if (each == slice || slice.slices().contains(each)) {
          count++;
        }
      }
      check(node, count, slice, in);
      if (!slice.slices().isEmpty()) {
        slices(node, found, slice, in);
      }
    }
  }
}
