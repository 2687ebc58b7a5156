package org.xiangqiao.terminology.validation.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** What a document's composition refers to is in the document (R4 documents.html#content). */
final class Documents {

  private static final Set<String> OF_COMPOSITION =
      Set.of("subject", "author", "encounter", "custodian");
  private static final Set<String> OF_SECTION = Set.of("author", "focus", "entry");

  private Documents() {}

  static void check(Node bundle, Scope scope, Findings findings) {
    Node entry = bundle.child("entry");
    Node composition = entry == null ? null : entry.child("resource");
    if (!"document".equals(bundle.childText("type"))
        || bundle.parent() != null
        || composition == null
        || !composition.type().equals("Composition")) {
      return;
    }
    Deque<Node> open = new ArrayDeque<>();
    open.push(composition);
    while (!open.isEmpty()) {
      Node holder = open.pop();
      Set<String> names = holder == composition ? OF_COMPOSITION : OF_SECTION;
      for (Node each : holder.children()) {
        if (each.name().equals("section")) {
          open.push(each);
        } else if (names.contains(each.name())) {
          there(each, composition, scope, findings);
        } else if (holder == composition && each.name().equals("attester")) {
          each.all("party").forEach(party -> there(party, composition, scope, findings));
        } else if (holder == composition && each.name().equals("event")) {
          each.all("detail").forEach(detail -> there(detail, composition, scope, findings));
        }
      }
    }
  }

  private static void there(Node node, Node composition, Scope scope, Findings findings) {
    String reference = node.childText("reference");
    if (reference == null || reference.isBlank() || reference.startsWith("#")) {
      return;
    }
    List<Node> found = scope.targets().entries(reference, composition);
    if (found.size() != 1) {
      findings.error(
          found.isEmpty() ? IssueType.NOTFOUND : IssueType.INVALID,
          node,
          found.isEmpty() ? "bundle-reference-missing" : "bundle-reference-twice",
          "");
    }
  }
}
