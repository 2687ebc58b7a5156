package org.xiangqiao.terminology.builder.source;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlResourcesTest {

  private final YamlResources reader = new YamlResources(FhirContext.forR4Cached());
  private final List<String> problems = new ArrayList<>();

  @Test
  void readsWhatJsonWouldSay() {
    ValueSet set =
        (ValueSet)
            read(
                """
                # a comment
                resourceType: ValueSet
                id: sex
                title: 性别 Sex
                compose:
                  include:
                    - system: urn:oid:2.16.156.10011.2.3.3.4
                      concept:
                        - {code: "1", display: 男性}
                """);
    assertThat(set.getTitle()).isEqualTo("性别 Sex");
    assertThat(set.getCompose().getIncludeFirstRep().getConceptFirstRep().getDisplay())
        .isEqualTo("男性");
  }

  @Test
  void keepsZerosThatYamlWouldDrop() {
    ValueSet set =
        (ValueSet)
            read(
                """
                resourceType: ValueSet
                id: ethnic
                compose:
                  include:
                    - system: urn:oid:2.16.156.10011.2.3.3.3
                      concept:
                        - code: 01
                """);
    assertThat(set.getCompose().getIncludeFirstRep().getConceptFirstRep().getCode())
        .isEqualTo("01");
    Observation observation =
        (Observation)
            read(
                """
                resourceType: Observation
                id: weight
                valueQuantity: {value: 61.50}
                """);
    assertThat(observation.getValueQuantity().getValueElement().getValueAsString())
        .isEqualTo("61.50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resourceType: ValueSet~id: a~titel: x|x.yaml:3: FHIR R4 has no element 'titel' here",
        "resourceType: ValueSet~compose:~  include:~    - sistem: x|x.yaml:4: FHIR R4 has no element"
            + " 'sistem' here",
        "resourceType: ValueSet~id: a~id: b|x.yaml:3: Duplicate field 'id'",
        "resourceType: ValueSet~title:|x.yaml:2: 'title' has no value",
        "resourceType: ValueSet~title: [a, b]|x.yaml:2: 'title'",
        "resourceType: ValueSet~experimental: maybe|x.yaml",
        "resourceType: ValueSet~status: finished|x.yaml:2: 'finished' is no valid value",
        "resourceType: Vaccination~id: a|x.yaml: ",
        "id: a|x.yaml:1: resourceType is missing",
        "resourceType: ValueSet~title: 'a|x.yaml:",
        "''|x.yaml:1: is empty"
      })
  void refusesWithThePlace(String text, String problem) {
    assertThat(reader.read("x.yaml", text.replace('~', '\n'), problems)).isEmpty();
    assertThat(problems).hasSize(1).first().asString().startsWith(problem);
  }

  private Resource read(String text) {
    Resource resource = reader.read("x.yaml", text, problems).orElse(null);
    assertThat(problems).isEmpty();
    return resource;
  }
}
