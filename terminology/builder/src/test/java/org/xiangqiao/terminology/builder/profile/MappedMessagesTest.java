package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.junit.jupiter.api.Test;

/**
 * What this product itself makes of HL7 v2 messages conforms: the mapping's golden files against
 * the profiles of doses and of their source.
 */
class MappedMessagesTest {

  private static final Path GOLDEN =
      Path.of("..", "..", "mappings", "src", "test", "resources", "hl7v2", "accepted");
  private static final Map<String, String> PROFILES =
      Map.of("Immunization", "immunization", "Provenance", "provenance");
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void conform() throws IOException {
    List<String> errors = new ArrayList<>();
    int checked = 0;
    for (Path file : golden()) {
      for (JsonNode entry : JSON.readTree(file.toFile()).path("entry")) {
        JsonNode resource = entry.path("resource");
        String profile = PROFILES.get(resource.path("resourceType").asText());
        if (profile != null) {
          checked++;
          for (ValidationMessage message : errors(resource, profile)) {
            errors.add(file.getFileName() + " " + message.getLocation() + " " + message.getMessage());
          }
        }
      }
    }
    assertThat(errors).isEmpty();
    assertThat(checked).as("resources checked").isGreaterThan(20);
  }

  private static List<Path> golden() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static List<ValidationMessage> errors(JsonNode resource, String profile) {
    ObjectNode copy = resource.deepCopy();
    copy.withObject("/meta")
        .putArray("profile")
        .add("https://fhir.xiangqiao.org/StructureDefinition/" + profile);
    return PackageContent.built().validator().errors(copy.toString());
  }
}
