package org.xiangqiao.programmes.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The CodeSystem of the FHIR package has the rules that ship, with their titles, and no other. */
class SupervisionCodesTest {

  private static final Path CODES =
      Path.of("../terminology/package/src/main/fhir/CodeSystem/insurance-supervision-rule.yaml");

  @Test
  void theCodeSystemHasTheRulesThatShip() throws IOException {
    JsonNode system = new YAMLMapper().readTree(CODES.toFile());
    assertThat(system.get("url").asText())
        .isEqualTo("https://fhir.xiangqiao.org/CodeSystem/insurance-supervision-rule");
    Set<String> coded = new LinkedHashSet<>();
    for (JsonNode concept : system.get("concept")) {
      coded.add(
          concept.get("code").asText()
              + "|"
              + concept.get("display").asText()
              + "|"
              + concept.at("/designation/0/value").asText());
    }
    Set<String> shipped = new LinkedHashSet<>();
    Rules.shipped()
        .all()
        .forEach(
            rule -> shipped.add(rule.id() + "|" + rule.title().zh() + "|" + rule.title().en()));
    assertThat(coded).containsExactlyElementsOf(shipped);
  }
}
