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
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the mapping of HL7 v2 messages makes (its golden files) keeps the profiles. */
class MappedMessagesTest {

  private static final Path GOLDEN =
      Path.of("..", "..", "mappings", "src", "test", "resources", "hl7v2", "accepted");
  private static final String PROFILES = "https://fhir.xiangqiao.org/StructureDefinition/";
  private static final Map<String, String> BY_TYPE =
      Map.of(
          "Patient", "resident",
          "RelatedPerson", "guardian",
          "Immunization", "immunization",
          "Provenance", "provenance");
  private static final Map<String, String> BY_CLASS =
      Map.of(
          "AMB", "outpatient-encounter",
          "EMER", "outpatient-encounter",
          "IMP", "inpatient-encounter");

  private final PackageContent content = PackageContent.built();
  private final List<String> profiles =
      content.profiles().stream().map(StructureDefinition::getIdPart).toList();

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void keepsTheProfiles(Path file) throws IOException {
    List<String> errors = new ArrayList<>();
    for (JsonNode entry : new ObjectMapper().readTree(file.toFile()).path("entry")) {
      ObjectNode resource = (ObjectNode) entry.path("resource");
      Optional<String> profile = profile(resource).filter(profiles::contains);
      if (profile.isPresent()) {
        resource.withObjectProperty("meta").putArray("profile").add(PROFILES + profile.get());
        content.validator().errors(resource.toString()).stream()
            .map(
                message ->
                    profile.get() + ": " + message.getLocation() + ": " + message.getMessage())
            .forEach(errors::add);
      }
    }
    assertThat(errors).isEmpty();
  }

  static List<Path> goldenFiles() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Optional<String> profile(JsonNode resource) {
    String type = resource.path("resourceType").asText();
    return type.equals("Encounter")
        ? Optional.ofNullable(BY_CLASS.get(resource.path("class").path("code").asText()))
        : Optional.ofNullable(BY_TYPE.get(type));
  }
}
