package org.xiangqiao.server.graphql;

import java.io.IOException;
import org.hl7.fhir.utilities.graphql.EGraphEngine;
import org.hl7.fhir.utilities.graphql.EGraphQLException;
import org.hl7.fhir.utilities.graphql.Package;
import org.hl7.fhir.utilities.graphql.Parser;

/** From the text of a query to HL7's model of it. The parser calls itself: nesting is bounded. */
final class QueryText {

  private QueryText() {}

  static Package parse(String query, GraphqlSettings limits) {
    if (query.length() > limits.maxQuery().toBytes()) {
      throw GraphqlFaults.tooCostly("graphql-too-long", limits.maxQuery().toBytes());
    }
    if (nesting(query) > 3 * limits.maxDepth()) {
      throw GraphqlFaults.tooCostly("graphql-too-deep", limits.maxDepth());
    }
    try {
      return Parser.parse(query);
    } catch (EGraphQLException | EGraphEngine malformed) {
      throw GraphqlFaults.invalid("graphql-syntax", malformed.getMessage());
    } catch (IOException | RuntimeException malformed) {
      throw GraphqlFaults.invalid("graphql-syntax", "");
    }
  }

  /** Brackets that are open at once, leaving out texts; comments count, which refuses too much. */
  private static int nesting(String query) {
    int open = 0;
    int most = 0;
    boolean text = false;
    for (int i = 0; i < query.length(); i++) {
      char at = query.charAt(i);
      if (text) {
        if (at == '\\') {
          i++;
        } else if (at == '"') {
          text = false;
        }
      } else if (at == '"') {
        text = true;
      } else if (at == '{' || at == '[' || at == '(') {
        most = Math.max(most, ++open);
      } else if (at == '}' || at == ']' || at == ')') {
        open--;
      }
    }
    return most;
  }
}
