package org.xiangqiao.server.graphql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.Value;
import org.xiangqiao.store.SearchRequest;

/**
 * The search that a list or connection means by its arguments (R4 graphql.html#searching): search
 * parameters by name, an underscore standing for a hyphen, several values being alternatives.
 *
 * @param cursor sealed place of a further page, or null
 * @param offset matches before this page
 */
record GraphSearch(SearchRequest request, String cursor, int offset) {

  /** Parameters that add to or shape an answer which the query itself describes. */
  private static final Set<String> REFUSED =
      Set.of(
          "_include",
          "_revinclude",
          "_summary",
          "_elements",
          "_contained",
          "_format",
          "_pretty",
          "_explain",
          "_offset",
          "_page");

  static GraphSearch of(String type, List<Argument> arguments, GraphqlSettings limits) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    String cursor = null;
    int offset = 0;
    for (Argument argument : arguments) {
      String name = argument.getName();
      if (name.equals("fhirpath")) {
        continue;
      }
      List<String> values = argument.getValues().stream().map(Value::getValue).toList();
      switch (name) {
        case "cursor" -> {
          String[] parts = String.join("", values).split(":");
          cursor = parts[0];
          offset = parts.length > 1 ? number("cursor", parts[1]) : 0;
        }
        case "search-id" -> cursor = String.join("", values);
        case "search-offset" -> offset = number("cursor", String.join("", values));
        default ->
            parameters
                .computeIfAbsent(parameterName(name), each -> new ArrayList<>())
                .add(String.join(",", values));
      }
    }
    limitCount(parameters, limits);
    return new GraphSearch(new SearchRequest(type, parameters, false), cursor, offset);
  }

  private static String parameterName(String name) {
    if (REFUSED.contains(name)) {
      throw GraphqlFaults.invalid("graphql-argument", name);
    }
    return name.charAt(0) + name.substring(1).replace('_', '-');
  }

  private static void limitCount(Map<String, List<String>> parameters, GraphqlSettings limits) {
    List<String> asked = parameters.get("_count");
    if (asked == null) {
      parameters.put("_count", List.of(String.valueOf(limits.count())));
    } else if (number("_count", asked.get(0)) > limits.maxCount()) {
      throw GraphqlFaults.tooCostly("graphql-count", limits.maxCount());
    }
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw GraphqlFaults.invalid("graphql-argument-value", name);
    }
  }

  int count() {
    return number("_count", request.parameters().get("_count").get(0));
  }
}
