package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.junit.jupiter.api.Test;

/** The CapabilityStatement tells the truth. */
class CapabilityTest extends RestServerTest {

  @Test
  void namesEveryTypeAndWhatItOffers() {
    Reply reply = get("/metadata");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode statement = reply.json();
    assertThat(statement.get("fhirVersion").asText()).isEqualTo("4.0.1");
    assertThat(statement.at("/implementation/url").asText()).isEqualTo(base());
    assertThat(statement.at("/rest/0/resource")).hasSize(146);
    JsonNode patient = resource(statement, "Patient");
    assertThat(patient.get("versioning").asText()).isEqualTo("versioned-update");
    assertThat(patient.get("conditionalCreate").asBoolean()).isTrue();
    assertThat(patient.findValuesAsText("code"))
        .contains("read", "vread", "create", "update", "patch", "delete", "search-type");
    assertThat(patient.get("conditionalDelete").asText()).isEqualTo("multiple");
    assertThat(statement.get("patchFormat").toString()).contains("application/json-patch+json");
    assertThat(statement.at("/rest/0/interaction").findValuesAsText("code"))
        .containsExactlyInAnyOrder("transaction", "batch", "history-system", "search-system");
    assertThat(statement.at("/rest/0/searchParam").findValuesAsText("name"))
        .containsExactly("_filter", "_has", "_list", "_type");
    assertThat(statement.at("/rest/0/compartment")).hasSize(5);
    assertThat(statement.at("/rest/0/security/service/0/coding/0/code").asText())
        .isEqualTo("SMART-on-FHIR");
    assertThat(statement.at("/rest/0/security/extension/0/extension/0/valueUri").asText())
        .startsWith("http");
    fhir.newJsonParser()
        .setParserErrorHandler(new ca.uhn.fhir.parser.StrictErrorHandler())
        .parseResource(CapabilityStatement.class, reply.text());
    assertThat(get("/metadata").text()).isEqualTo(reply.text());
  }

  @Test
  void parametersItNamesWork() {
    JsonNode statement = get("/metadata").json();
    for (String type : List.of("Patient", "Observation", "Immunization", "Encounter")) {
      JsonNode parameters = resource(statement, type).get("searchParam");
      assertThat(parameters).hasSizeGreaterThan(5);
      for (JsonNode parameter : parameters) {
        String value =
            switch (parameter.get("type").asText()) {
              case "date" -> "2026-01-01";
              case "reference" -> "Patient/x";
              case "token" -> "x|y";
              case "number", "quantity" -> "5";
              case "composite" -> compositeValue(parameter.get("name").asText());
              default -> "x";
            };
        String name = parameter.get("name").asText();
        Reply search = get("/" + type + "?" + name + "=" + encoded(value));
        assertThat(search.status()).as(type + "." + name + search.text()).isEqualTo(200);
      }
    }
  }

  private static String compositeValue(String name) {
    return name.endsWith("date") ? "x$2026-01-01" : name.endsWith("quantity") ? "x|y$5" : "x|y$x";
  }

  private static JsonNode resource(JsonNode statement, String type) {
    for (JsonNode resource : statement.at("/rest/0/resource")) {
      if (resource.get("type").asText().equals(type)) {
        return resource;
      }
    }
    throw new AssertionError(type);
  }
}
