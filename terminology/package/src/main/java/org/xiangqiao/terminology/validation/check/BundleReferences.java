package org.xiangqiao.terminology.validation.check;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** References between the entries of a bundle (R4 bundle.html#references). */
final class BundleReferences {

  private static final Set<String> ANSWERS = Set.of("batch-response", "transaction-response");
  private static final Set<String> WHOLE = Set.of("document", "message");
  private static final Set<String> REQUESTS = Set.of("batch", "transaction");

  private BundleReferences() {}

  static void check(Node node, String reference, Scope scope, String profile, Findings findings) {
    Node bundle = scope.outermost();
    Node entry = scope.root().parent();
    if (entry == null
        || entry.parent() != bundle
        || !"Bundle".equals(bundle.type())
        || reference.startsWith("#")) {
      return;
    }
    String type = scope.targets().bundleType();
    String url = entry.childText("fullUrl");
    if (!PrimitiveForms.absolute(reference)) {
      if (url == null) {
        if (type == null || !ANSWERS.contains(type)) {
          findings.error(IssueType.REQUIRED, node, "bundle-reference-without-address", profile);
        }
        return;
      }
      long slashes = reference.chars().filter(each -> each == '/').count();
      boolean search = REQUESTS.contains(String.valueOf(type)) && reference.indexOf('?') > 0;
      if (slashes != 1 && slashes != 3 && !search) {
        findings.error(IssueType.INVALID, node, "bundle-reference-form", profile);
        return;
      }
    }
    List<Node> found = scope.targets().entries(reference, scope.root());
    if (found.size() > 1) {
      findings.error(IssueType.FORBIDDEN, node, "bundle-reference-twice", profile);
    }
    kind(node, reference, url, found, profile, findings);
    if (type != null && WHOLE.contains(type)) {
      near(node, reference, url, found, scope, profile, findings);
    }
  }

  /** In documents and messages: what has the type and id must have the address too. */
  private static void near(
      Node node,
      String reference,
      String url,
      List<Node> found,
      Scope scope,
      String profile,
      Findings findings) {
    boolean relative = !PrimitiveForms.absolute(reference);
    boolean byAddress = !found.isEmpty() && url != null && url.startsWith("http");
    if (relative && !byAddress && scope.targets().named(reference)) {
      findings.error(IssueType.INVALID, node, "bundle-reference-missing", profile);
    }
  }

  /** Where the address does not show the type, what is there must be of that type. */
  private static void kind(
      Node node,
      String reference,
      String url,
      List<Node> found,
      String profile,
      Findings findings) {
    boolean hidden = !PrimitiveForms.absolute(reference) && url != null && url.startsWith("urn:");
    int slash = reference.indexOf('/');
    if (hidden
        && slash > 0
        && !found.isEmpty()
        && !found.get(found.size() - 1).type().equals(reference.substring(0, slash))) {
      findings.error(
          IssueType.REQUIRED,
          node,
          "reference-type-differs",
          profile,
          found.get(found.size() - 1).type());
    }
  }
}
