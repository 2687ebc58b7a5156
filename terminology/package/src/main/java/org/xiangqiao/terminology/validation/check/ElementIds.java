package org.xiangqiao.terminology.validation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** An id names one element of a resource (R4 element.html#id). */
final class ElementIds {

  private ElementIds() {}

  /**
   * Resources inside have ids of their own; so has a snapshot, which repeats the differential's.
   */
  static void twice(Node resource, Findings findings) {
    Set<String> ids = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.push(resource);
    while (!open.isEmpty()) {
      Node each = open.pop();
      for (Node child : each.children()) {
        if (child.name().equals("id") && each != resource) {
          if (child.hasText() && !ids.add(child.text())) {
            findings.error(IssueType.BUSINESSRULE, each, "id-twice", "");
          }
        } else if (!child.children().isEmpty() && !apart(child)) {
          open.push(child);
        }
      }
    }
  }

  private static boolean apart(Node node) {
    return node.resource()
        || node.name().equals("snapshot") && node.parent().type().equals("StructureDefinition");
  }
}
