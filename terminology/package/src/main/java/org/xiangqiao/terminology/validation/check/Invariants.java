package org.xiangqiao.terminology.validation.check;

import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.compile.InvariantCheck;
import org.xiangqiao.terminology.validation.compile.StructureCheck;
import org.xiangqiao.terminology.validation.invariant.RuleException;
import org.xiangqiao.terminology.validation.json.Node;

/** Holds an element against its rules; one that cannot be carried out counts as broken. */
final class Invariants {

  private final Findings findings;

  Invariants(Findings findings) {
    this.findings = findings;
  }

  void check(Node node, ElementCheck element, StructureCheck in, Scope scope) {
    if (node.hasText() ? empty(node) : idOnly(node)) {
      broken(node, IssueSeverity.ERROR, "ele-1", in.url());
    }
    for (InvariantCheck each : element.invariants()) {
      if (each.rule() == null) {
        findings.error(
            IssueType.EXCEPTION,
            node,
            "invariant-not-compiled",
            in.url(),
            each.key(),
            element.id());
      } else if (!holds(each, node, scope)) {
        broken(node, each.severity(), each.key(), each.source());
      }
    }
  }

  private static boolean empty(Node node) {
    return node.text().isEmpty() && node.children().isEmpty();
  }

  private static boolean idOnly(Node node) {
    for (Node each : node.children()) {
      if (!each.name().equals("id")) {
        return false;
      }
    }
    // That an object is empty is told when it is read.
    return !node.resource() && !(node.children().isEmpty() && node.kind() == Node.Kind.OBJECT);
  }

  private static boolean holds(InvariantCheck invariant, Node node, Scope scope) {
    try {
      return invariant.rule().holds(node, scope);
    } catch (RuleException e) {
      return false;
    }
  }

  private void broken(Node node, IssueSeverity severity, String key, String source) {
    findings.add(
        severity, IssueType.INVARIANT, node.location(), key, "invariant-broken", source, key);
  }
}
