package org.xiangqiao.server.graphql;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.utilities.graphql.Value;

/**
 * FHIRPath that a query or the definition of a graph may contain. The engine builds expressions
 * from values by joining texts, and FHIRPath can multiply values, run without end, reach out of the
 * resource or write to the log: only functions that do none of this are let through, and only a few
 * of those that run over everything.
 */
public final class PathExpressions {

  public static final int LONGEST = 500;

  /** Each runs over all there is, and one within another that often again. */
  private static final int MOST_ITERATIONS = 2;

  /** Escapes, unions, joined texts, variables, collections and comments. */
  private static final Pattern SIGNS = Pattern.compile("[\\\\`|&%{}/]");

  private static final Pattern CALL = Pattern.compile("(\\w+)\\s*\\(");
  private static final Set<String> OPERATORS =
      Set.of("and", "or", "xor", "implies", "in", "contains", "div", "mod", "is", "as");
  private static final Set<String> ITERATING = Set.of("where", "all", "exists");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "empty",
          "not",
          "first",
          "last",
          "tail",
          "skip",
          "take",
          "single",
          "count",
          "distinct",
          "hasValue",
          "extension",
          "ofType",
          "startsWith",
          "endsWith",
          "contains",
          "lower",
          "upper",
          "length",
          "toString",
          "toInteger",
          "toDecimal",
          "toDate",
          "toDateTime",
          "today",
          "now");

  private PathExpressions() {}

  static void checkExpression(Value expression) {
    String text = String.valueOf(expression.getValue());
    if (!modest(text)) {
      throw GraphqlFaults.invalid("graphql-expression", LONGEST);
    }
  }

  /** Whether it can neither grow nor reach out of the resource. */
  public static boolean modest(String text) {
    if (text.length() > LONGEST || SIGNS.matcher(text).find()) {
      return false;
    }
    int iterations = 0;
    Matcher calls = CALL.matcher(text);
    while (calls.find()) {
      String name = calls.group(1);
      if (ITERATING.contains(name)) {
        iterations++;
      } else if (!FUNCTIONS.contains(name) && !OPERATORS.contains(name)) {
        return false;
      }
    }
    return iterations <= MOST_ITERATIONS;
  }

  /** A value that is compared with an element. */
  static void checkComparison(Value value) {
    String text = String.valueOf(value.getValue());
    if (text.length() > LONGEST || text.indexOf('\'') >= 0 || text.indexOf('\\') >= 0) {
      throw GraphqlFaults.invalid("graphql-comparison", LONGEST);
    }
  }
}
