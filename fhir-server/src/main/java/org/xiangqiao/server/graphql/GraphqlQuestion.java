package org.xiangqiao.server.graphql;

import ca.uhn.fhir.rest.api.RequestTypeEnum;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.xiangqiao.server.rest.operation.OperationRequest;

/**
 * What is asked, in whichever way it was sent: in the URL, as {@code application/graphql}, as
 * {@code application/json} after the GraphQL-over-HTTP convention, or as FHIR Parameters.
 *
 * @param operation which of several operations of the query is meant, or null
 * @param variables by name
 */
record GraphqlQuestion(String query, String operation, ObjectNode variables) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether a body of this type is GraphQL's own rather than FHIR. */
  static boolean ownBody(String contentType) {
    MediaType type = mediaType(contentType);
    return type != null
        && type.getType().equals("application")
        && (type.getSubtype().equals("graphql") || type.getSubtype().equals("json"));
  }

  static GraphqlQuestion of(OperationRequest request) {
    String contentType = request.http().getHeader("Content-Type");
    byte[] body =
        request.http().getRequestType() == RequestTypeEnum.POST && ownBody(contentType)
            ? request.http().loadRequestContents()
            : null;
    String query = request.text("query").orElse(null);
    String operation = request.text("operationName").orElse(null);
    ObjectNode variables = variables(parsed(request.text("variables").orElse("{}"), "variables"));
    if (body != null && body.length > 0) {
      String text = new String(body, StandardCharsets.UTF_8);
      if (mediaType(contentType).getSubtype().equals("graphql")) {
        query = text;
      } else {
        JsonNode sent = parsed(text, "body");
        query = sent.path("query").isTextual() ? sent.get("query").asText() : query;
        operation =
            sent.path("operationName").isTextual() ? sent.get("operationName").asText() : operation;
        variables = sent.has("variables") ? variables(sent.get("variables")) : variables;
      }
    }
    if (query == null || query.isBlank()) {
      throw GraphqlFaults.invalid("graphql-query-missing");
    }
    return new GraphqlQuestion(
        query, operation == null || operation.isBlank() ? null : operation, variables);
  }

  private static JsonNode parsed(String text, String what) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw GraphqlFaults.invalid("graphql-json", what);
    }
  }

  private static ObjectNode variables(JsonNode sent) {
    if (sent instanceof ObjectNode variables) {
      return variables;
    }
    if (sent.isNull()) {
      return JSON.createObjectNode();
    }
    throw GraphqlFaults.invalid("graphql-json", "variables");
  }

  private static MediaType mediaType(String contentType) {
    try {
      return contentType == null ? null : MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException malformed) {
      return null;
    }
  }
}
