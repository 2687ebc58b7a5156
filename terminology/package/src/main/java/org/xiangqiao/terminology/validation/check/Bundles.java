package org.xiangqiao.terminology.validation.check;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.Structures;
import org.xiangqiao.terminology.validation.json.Node;

/** What a bundle asks of its entries beyond its invariants (R4 bundle.html). */
final class Bundles {

  /** Where a server keeps a resource (R4 http.html#vread, references.html#literal). */
  private static final Pattern KEPT =
      Pattern.compile(
          "https?://.*/([A-Za-z]+)/[A-Za-z0-9.-]{1,64}(/_history/[A-Za-z0-9.-]{1,64})?");

  private final Structures structures;
  private final Findings findings;

  Bundles(Structures structures, Findings findings) {
    this.structures = structures;
    this.findings = findings;
  }

  private static final Set<String> WITHOUT_ADDRESS =
      Set.of("transaction", "transaction-response", "batch", "batch-response");

  void check(Node bundle) {
    List<Node> entries = bundle.all("entry").toList();
    String type = bundle.childText("type");
    String first =
        "document".equals(type) ? "Composition" : "message".equals(type) ? "MessageHeader" : null;
    if (first != null) {
      first(bundle, entries, first);
    }
    if ("searchset".equals(type)) {
      entries.forEach(this::found);
    }
    boolean optional = type != null && WITHOUT_ADDRESS.contains(type);
    for (Node entry : entries) {
      address(entry);
      if (!optional && !entry.has("fullUrl")) {
        findings.error(IssueType.REQUIRED, entry, "bundle-address-missing", "");
      }
    }
  }

  /** What a search found has an id (R4 http.html#search); what it says of itself needs none. */
  private void found(Node entry) {
    Node resource = entry.child("resource");
    if (resource != null && !resource.type().equals("OperationOutcome") && !resource.has("id")) {
      findings.error(IssueType.INVALID, resource, "resource-without-id", "");
    }
  }

  private void first(Node bundle, List<Node> entries, String type) {
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
  private void address(Node entry) {
    String url = entry.childText("fullUrl");
    Node resource = entry.child("resource");
    if (url == null) {
      return;
    }
    if (!PrimitiveForms.absolute(url)) {
      findings.error(IssueType.INVALID, entry, "bundle-address-not-absolute", "");
      return;
    }
    if (resource != null
        && keptByAServer(url)
        && !url.endsWith("/" + resource.type() + "/" + resource.childText("id"))) {
      findings.error(IssueType.INVALID, entry, "bundle-address-of-another", "");
    }
  }

  private boolean keptByAServer(String url) {
    Matcher kept = KEPT.matcher(url);
    return kept.matches() && structures.isA(kept.group(1), "Resource");
  }
}
