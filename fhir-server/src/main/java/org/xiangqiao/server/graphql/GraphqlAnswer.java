package org.xiangqiao.server.graphql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.Argument.ArgumentListStatus;
import org.hl7.fhir.utilities.graphql.NameValue;
import org.hl7.fhir.utilities.graphql.NumberValue;
import org.hl7.fhir.utilities.graphql.ObjectValue;
import org.hl7.fhir.utilities.graphql.Value;
import org.xiangqiao.server.rest.answer.Answer;

/** GraphQL's own answer: {@code data}, or {@code errors} with FHIR's outcome as an extension. */
final class GraphqlAnswer {

  private static final String TYPE = "application/json;charset=UTF-8";
  private static final ObjectMapper JSON = new ObjectMapper();

  private GraphqlAnswer() {}

  static Answer data(ObjectValue found) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("data");
      write(json, found);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Answer.ok(new Answer.Text(TYPE, text.toString()));
  }

  /** Not by the engine's own writer, which does not escape all of JSON. */
  private static void write(JsonGenerator json, ObjectValue object) throws IOException {
    json.writeStartObject();
    for (Argument field : object.getFields()) {
      json.writeFieldName(field.getName());
      if (field.getListStatus() == ArgumentListStatus.REPEATING) {
        json.writeStartArray();
        for (Value value : field.getValues()) {
          write(json, value);
        }
        json.writeEndArray();
      } else if (field.getValues().size() > 1) {
        throw GraphqlFaults.invalid("graphql-several-values", field.getName());
      } else if (field.getValues().isEmpty()) {
        json.writeNull();
      } else {
        write(json, field.getValues().get(0));
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    if (value instanceof ObjectValue object) {
      write(json, object);
    } else if (value.getValue() == null) {
      json.writeNull();
    } else if (value instanceof NumberValue) {
      json.writeNumber(value.getValue());
    } else if (value instanceof NameValue) {
      json.writeBoolean(Boolean.parseBoolean(value.getValue()));
    } else {
      json.writeString(value.getValue());
    }
  }

  /**
   * @param outcome OperationOutcome as JSON
   */
  static Answer errors(int status, String outcome) {
    ObjectNode answer = JSON.createObjectNode();
    try {
      JsonNode resource = JSON.readTree(outcome);
      ObjectNode error = answer.putArray("errors").addObject();
      error.put("message", resource.at("/issue/0/details/text").asText());
      ObjectNode extensions = error.putObject("extensions");
      extensions.put("code", resource.at("/issue/0/details/coding/0/code").asText());
      extensions.set("resource", resource);
      return new Answer(
          status, null, null, null, new Answer.Text(TYPE, JSON.writeValueAsString(answer)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
