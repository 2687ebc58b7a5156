package org.xiangqiao.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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

  /** One search for each type, holding every parameter that is listed for it. */
  @Test
  void everyListedParameterIsKnownForEveryType() {
    List<String> refused = new ArrayList<>();
    int parameters = 0;
    for (JsonNode resource : get("/metadata").json().at("/rest/0/resource")) {
      String type = resource.get("type").asText();
      boolean stored = !resource.get("versioning").asText().equals("no-version");
      StringBuilder form = new StringBuilder(stored ? "_count=0" : "_count=1");
      for (JsonNode parameter : resource.path("searchParam")) {
        String name = parameter.get("name").asText();
        boolean missing =
            stored
                && !List.of("composite", "special").contains(parameter.get("type").asText())
                && !List.of("_id", "_lastUpdated", "_text", "_content").contains(name);
        form.append('&').append(encoded(name)).append(missing ? ":missing=true" : "=");
        form.append(missing ? "" : encoded(example(parameter)));
        parameters++;
      }
      Reply found = search(type, form.toString());
      if (found.status() != 200) {
        refused.add(type + ": " + found.text());
      }
    }
    assertThat(refused).isEmpty();
    assertThat(parameters).isGreaterThan(2_000);
  }

  @Test
  void everyListedIncludeWorks() {
    List<String> refused = new ArrayList<>();
    for (JsonNode resource : get("/metadata").json().at("/rest/0/resource")) {
      String type = resource.get("type").asText();
      for (String kind : List.of("Include", "RevInclude")) {
        StringBuilder form = new StringBuilder("_id=none-such");
        for (JsonNode include : resource.path("search" + kind)) {
          form.append(kind.equals("Include") ? "&_include=" : "&_revinclude=");
          form.append(encoded(include.asText()));
        }
        Reply found = search(type, form.toString());
        if (found.status() != 200) {
          refused.add(type + " " + kind + ": " + found.text());
        }
      }
    }
    assertThat(refused).isEmpty();
    JsonNode patient = resource(get("/metadata").json(), "Patient");
    assertThat(texts(patient.get("searchInclude"))).contains("*", "Patient:organization");
    assertThat(texts(patient.get("searchRevInclude")))
        .contains("Observation:subject", "Encounter:patient", "Provenance:target")
        .doesNotContain("Encounter:location");
  }

  @Test
  void everyListedOperationIsThere() {
    JsonNode rest = get("/metadata").json().at("/rest/0");
    List<String> addresses = new ArrayList<>();
    rest.path("operation").forEach(each -> addresses.add("/$" + each.get("name").asText()));
    for (JsonNode resource : rest.get("resource")) {
      String type = resource.get("type").asText();
      for (JsonNode operation : resource.path("operation")) {
        assertThat(operation.get("definition").asText()).startsWith("http");
        addresses.add("/" + type + "/$" + operation.get("name").asText());
      }
    }
    assertThat(addresses)
        .contains("/$graphql", "/Patient/$validate", "/Patient/$graphql", "/Patient/$graph");
    assertThat(addresses).doesNotContain("/AuditEvent/$graphql");
    // Listed at the type it may be offered below an id only.
    List<String> unknown =
        addresses.stream()
            .filter(address -> isUnknown(address))
            .filter(address -> isUnknown(address.replace("/$", "/none-such/$")))
            .toList();
    assertThat(unknown).isEmpty();
    assertThat(isUnknown("/Patient/$none-such")).isTrue();
  }

  private boolean isUnknown(String address) {
    return get(address).text().contains("unknown-operation");
  }

  private Reply search(String type, String form) {
    return send(
        "POST", "/" + type + "/_search", form, "Content-Type", "application/x-www-form-urlencoded");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static String example(JsonNode parameter) {
    String name = parameter.get("name").asText();
    return switch (parameter.get("type").asText()) {
      case "date" -> "2026-01-01";
      case "reference" -> "Patient/x";
      case "token" -> "x";
      case "number", "quantity" -> "5";
      case "composite" -> compositeValue(name);
      case "special" -> "31|117|5|km";
      default -> "x";
    };
  }

  private static String compositeValue(String name) {
    if (name.equals("relationship")) {
      return "Patient/x$x";
    }
    if (name.endsWith("coordinate")) {
      return "x|y$5$5";
    }
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
