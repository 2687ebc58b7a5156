package org.xiangqiao.terminology.validation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** What a code system says of its content, and what it has (R4 codesystem.html#content). */
final class CodeSystems {

  private CodeSystems() {}

  static void check(Node system, Findings findings) {
    Node content = system.child("content");
    String kind = content == null ? null : content.text();
    Node concept = system.child("concept");
    if ("not-present".equals(kind) && concept != null) {
      findings.error(IssueType.INVALID, concept, "system-without-content", "");
    }
    Node stated = system.child("count");
    if ("complete".equals(kind)
        && stated != null
        && PrimitiveForms.valid("unsignedInt", String.valueOf(stated.text()))) {
      int count = count(system);
      if (Long.parseLong(stated.text()) != count) {
        findings.error(IssueType.INVALID, stated, "system-count", "", stated.text(), "" + count);
      }
    }
    if (system.has("supplements") && content != null && !"supplement".equals(kind)) {
      findings.error(IssueType.BUSINESSRULE, content, "supplement-content", "");
    }
  }

  private static int count(Node system) {
    int count = 0;
    Deque<Node> open = new ArrayDeque<>();
    open.push(system);
    while (!open.isEmpty()) {
      for (Node each : open.pop().children()) {
        if (each.name().equals("concept")) {
          count++;
          open.push(each);
        }
      }
    }
    return count;
  }
}
