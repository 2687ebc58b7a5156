package org.xiangqiao.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnIdsTest {

  private static final String PRACTITIONER =
      """
      {"entry": [{"fullUrl": "urn:uuid:p", "resource": {"resourceType": "Practitioner", "id": "p",
        "identifier": [{"system": "s", "value": "v"}]}}]}""";

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static JsonNode encounter(String reference) throws Exception {
    return json(
        """
        {"entry": [{"fullUrl": "urn:uuid:e", "resource": {"resourceType": "Encounter", "id": "e",
          "participant": [{"individual": {"reference": "%s"}}]}}]}"""
            .formatted(reference));
  }

  @Test
  void referencesBecomeAddresses() throws Exception {
    for (String reference :
        List.of("urn:uuid:p", "Practitioner?identifier=s|v", "Practitioner/p")) {
      List<ObjectNode> resources =
          new OwnIds(List.of(json(PRACTITIONER), encounter(reference))).resources();
      assertThat(resources.get(1).at("/participant/0/individual/reference").asText())
          .isEqualTo("Practitioner/p");
    }
  }

  @Test
  void aReferenceToNothingIsNamed() throws Exception {
    List<JsonNode> bundles = List.of(encounter("urn:uuid:none"));
    assertThatThrownBy(() -> new OwnIds(bundles)).hasMessageContaining("urn:uuid:none");
  }
}
