package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.search.SearchCapabilities.SupportedParameter;

class SearchCapabilitiesTest {

  private final SearchCapabilities capabilities =
      new SearchCapabilities(SearchFixture.PARAMETERS, false);

  @Test
  void everySupportedParameterHasItsOfficialDefinition() throws Exception {
    Map<String, String> official = new HashMap<>();
    try (InputStream file =
        getClass().getResourceAsStream("/org/hl7/fhir/r4/model/sp/search-parameters.json")) {
      for (JsonNode entry : new ObjectMapper().readTree(file).get("entry")) {
        JsonNode definition = entry.get("resource");
        for (JsonNode base : definition.get("base")) {
          official.put(
              base.asText() + "." + definition.get("code").asText(),
              definition.get("url").asText() + " " + definition.get("type").asText());
        }
      }
    }
    List<String> wrong = new ArrayList<>();
    for (String type : SearchFixture.FHIR.getResourceTypes()) {
      for (SupportedParameter each : capabilities.parameters(type)) {
        String expected =
            official.getOrDefault(
                type + "." + each.name(), official.get("Resource." + each.name()));
        if (!(each.definition() + " " + each.type()).equals(expected)) {
          wrong.add(type + "." + each.name() + ": " + each.definition() + " not " + expected);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void onlyWhatIsSupportedIsTold() {
    assertThat(capabilities.parameters("Observation"))
        .extracting(SupportedParameter::name)
        .contains("_id", "_lastUpdated", "_tag", "code", "date", "patient")
        .contains("value-quantity", "code-value-quantity")
        .doesNotContain("_text", "_content");
    assertThat(capabilities.includes("Immunization")).contains("*", "Immunization:patient");
  }

  @Test
  void whatLeadsToATypeIsTold() {
    assertThat(capabilities.revIncludes("Patient"))
        .contains("Observation:subject", "Immunization:patient", "Provenance:target")
        .doesNotContain("Encounter:location", "PlanDefinition:depends-on")
        .isSorted();
  }
}
