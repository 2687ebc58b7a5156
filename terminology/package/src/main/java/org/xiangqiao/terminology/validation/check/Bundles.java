package org.xiangqiao.terminology.validation.check;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** What a bundle asks of its entries beyond its invariants (R4 bundle.html). */
final class Bundles {

  private Bundles() {}

  private static final Set<String> WITHOUT_ADDRESS =
      Set.of("transaction", "transaction-response", "batch", "batch-response");

  static void check(Node bundle, Findings findings) {
    List<Node> entries = bundle.all("entry").toList();
    String type = bundle.childText("type");
    String first =
        "document".equals(type) ? "Composition" : "message".equals(type) ? "MessageHeader" : null;
    if (first != null) {
      first(bundle, entries, first, findings);
    }
    boolean optional = type != null && WITHOUT_ADDRESS.contains(type);
    for (Node entry : entries) {
      address(entry, findings);
      if (!optional && !entry.has("fullUrl")) {
        findings.error(IssueType.REQUIRED, entry, "bundle-address-missing", "");
      }
    }
  }

  private static void first(Node bundle, List<Node> entries, String type, Findings findings) {
    if (entries.isEmpty()) {
      findings.error(IssueType.INVALID, bundle, "bundle-without-first", "", type);
      return;
    }
    Node resource = entries.get(0).child("resource");
    if (resource == null) {
      findings.error(IssueType.INVALID, entries.get(0), "bundle-without-first", "", type);
    } else if (!type.equals(resource.type())) {
      findings.error(IssueType.INVALID, resource, "bundle-without-first", "", type);
    }
  }

  /** An address that is a server's names the resource's type and id. */
  private static void address(Node entry, Findings findings) {
    String url = entry.childText("fullUrl");
    Node resource = entry.child("resource");
    if (url == null) {
      return;
    }
    if (!PrimitiveForms.absolute(url)) {
      findings.error(IssueType.INVALID, entry, "bundle-address-not-absolute", "");
      return;
    }
    String id = resource == null ? null : resource.childText("id");
    if (id != null && url.startsWith("http") && !url.endsWith("/" + resource.type() + "/" + id)) {
      findings.error(IssueType.INVALID, entry, "bundle-address-of-another", "");
    }
  }
}
