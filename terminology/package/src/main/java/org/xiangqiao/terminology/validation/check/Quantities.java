package org.xiangqiao.terminology.validation.check;

import java.math.BigDecimal;
import java.util.Objects;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.compile.ElementCheck.Bounds;
import org.xiangqiao.terminology.validation.json.Node;

/** Bounds of quantities (R4 elementdefinition-definitions.html#minValue). */
final class Quantities {

  private Quantities() {}

  /** What is measured in another unit is not compared. */
  static void check(Node quantity, Bounds bounds, String profile, Findings findings) {
    if (bounds == null) {
      return;
    }
    if (comparable(quantity, bounds.least())
        && value(quantity).compareTo(value(bounds.least())) < 0) {
      findings.error(
          IssueType.INVALID, quantity, "value-too-low", profile, bounds.least().childText("value"));
    }
    if (comparable(quantity, bounds.most())
        && value(quantity).compareTo(value(bounds.most())) > 0) {
      findings.error(
          IssueType.INVALID, quantity, "value-too-high", profile, bounds.most().childText("value"));
    }
  }

  private static boolean comparable(Node quantity, Node bound) {
    return bound != null
        && value(quantity) != null
        && value(bound) != null
        && Objects.equals(quantity.childText("system"), bound.childText("system"))
        && Objects.equals(quantity.childText("code"), bound.childText("code"));
  }

  /** Null if there is none, or none that is a number: that is told elsewhere. */
  private static BigDecimal value(Node quantity) {
    String text = quantity.childText("value");
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
