package org.xiangqiao.server.graphql;

import java.util.regex.Pattern;
import org.hl7.fhir.utilities.graphql.Value;

/**
 * FHIRPath that a query may contain. The engine builds expressions from values by joining texts,
 * and some functions run without end, reach out of the resource or write to the log: what would
 * allow that is refused.
 */
final class PathExpressions {

  private static final int LONGEST = 500;
  private static final Pattern ESCAPES = Pattern.compile("[\\\\`]");
  private static final Pattern FUNCTIONS =
      Pattern.compile(
          "\\b(repeat|aggregate|matches|matchesFull|replaceMatches|resolve|trace|memberOf"
              + "|conformsTo|htmlChecks\\w*|checkModifiers|descendants)\\b");

  private PathExpressions() {}

  static void checkExpression(Value expression) {
    String text = String.valueOf(expression.getValue());
    if (text.length() > LONGEST || ESCAPES.matcher(text).find() || FUNCTIONS.matcher(text).find()) {
      throw GraphqlFaults.invalid("graphql-expression", LONGEST);
    }
  }

  /** A value that is compared with an element. */
  static void checkComparison(Value value) {
    String text = String.valueOf(value.getValue());
    if (text.length() > LONGEST || text.indexOf('\'') >= 0 || text.indexOf('\\') >= 0) {
      throw GraphqlFaults.invalid("graphql-comparison", LONGEST);
    }
  }
}
