package org.xiangqiao.terminology.validation.check;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck;
import org.xiangqiao.terminology.validation.json.Node;

/** The form of primitive values (R4 datatypes.html#primitive) and the bounds that profiles set. */
final class Primitives {

  private static final int LONGEST_STRING = 1_048_576;

  private Primitives() {}

  static void check(Node node, ElementCheck element, String profile, Findings findings) {
    if (!node.hasText() || node.text().isEmpty()) {
      if (node.children().isEmpty()) {
        findings.error(IssueType.INVALID, node, "primitive-empty", profile);
      }
      return;
    }
    if (node.text().isBlank()) {
      return;
    }
    // A value of another type is also held against the form of the type that is asked for.
    String type = element.types().size() == 1 ? element.types().get(0).code() : node.type();
    if (!PrimitiveForms.valid(type, node.text())
        && !(type.equals("id") && element.path().equals("ElementDefinition.id"))) {
      findings.error(IssueType.INVALID, node, "primitive-form", profile, type);
    }
    if (node.text().length() > LONGEST_STRING && !node.type().equals("base64Binary")) {
      findings.error(IssueType.INVALID, node, "primitive-too-long", profile, "" + LONGEST_STRING);
    }
    bounds(node, element.bounds(), profile, findings);
  }

  private static void bounds(
      Node node, ElementCheck.Bounds bounds, String profile, Findings findings) {
    if (bounds == null) {
      return;
    }
    if (bounds.length() != null && node.text().length() > bounds.length()) {
      findings.error(
          IssueType.INVALID, node, "primitive-too-long", profile, bounds.length().toString());
    }
    if (bounds.lowest() != null && compare(node, bounds.lowest()) < 0) {
      findings.error(IssueType.INVALID, node, "value-too-low", profile, bounds.lowest());
    }
    if (bounds.highest() != null && compare(node, bounds.highest()) > 0) {
      findings.error(IssueType.INVALID, node, "value-too-high", profile, bounds.highest());
    }
  }

  /** Zero if they cannot be compared: its form is then wrong already. */
  private static int compare(Node node, String bound) {
    try {
      return switch (node.type()) {
        case "integer", "unsignedInt", "positiveInt", "decimal" ->
            new BigDecimal(node.text()).compareTo(new BigDecimal(bound));
        case "date", "dateTime", "instant", "time" -> node.text().compareTo(bound);
        default -> 0;
      };
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
