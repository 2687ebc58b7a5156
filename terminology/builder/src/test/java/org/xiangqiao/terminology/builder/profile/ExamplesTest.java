package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.utilities.validation.ValidationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.terminology.builder.profile.Example.Expected;

/**
 * HL7's validator accepts each valid example and finds in each invalid one what it was made for.
 */
class ExamplesTest {

  private static final String PROFILES = "https://fhir.xiangqiao.org/StructureDefinition/";

  private final PackageContent content = PackageContent.built();

  @ParameterizedTest
  @MethodSource("valid")
  void acceptsValid(Example example) {
    assertThat(example.declared()).contains(PROFILES + example.profile());
    assertThat(errors(example)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesInvalidForItsReasonOnly(Example example) {
    assertThat(example.declared()).contains(PROFILES + example.profile());
    assertThat(example.expected()).as("lines # expect:").isNotEmpty();
    List<String> errors = errors(example);
    for (Expected expected : example.expected()) {
      assertThat(errors).as("findings").anyMatch(error -> matches(error, expected));
    }
    assertThat(errors)
        .as("findings beside the expected")
        .allMatch(error -> example.expected().stream().anyMatch(each -> matches(error, each)));
  }

  @Test
  void everyProfileHasExamples() {
    List<Example> valid = Example.all(true);
    List<Example> invalid = Example.all(false);
    List<String> lacking =
        content.profiles().stream()
            .filter(profile -> profile.getKind() == StructureDefinitionKind.RESOURCE)
            .map(StructureDefinition::getIdPart)
            .filter(id -> count(valid, id) < 1 || count(invalid, id) < 2)
            .toList();
    assertThat(lacking).as("without one valid and two invalid examples").isEmpty();
  }

  @Test
  void everyExampleBelongsToAProfile() {
    List<String> ids = content.profiles().stream().map(StructureDefinition::getIdPart).toList();
    assertThat(Stream.of(Example.all(true), Example.all(false)).flatMap(List::stream))
        .allMatch(example -> ids.contains(example.profile()));
  }

  static List<Example> valid() {
    return Example.all(true);
  }

  static List<Example> invalid() {
    return Example.all(false);
  }

  private List<String> errors(Example example) {
    return content.validator().errors(example.json()).stream().map(ExamplesTest::shown).toList();
  }

  private static String shown(ValidationMessage message) {
    return message.getLocation() + ": " + message.getMessage();
  }

  static boolean matches(String error, Expected expected) {
    int colon = error.indexOf(": ");
    return error.substring(colon).contains(expected.message())
        && error.substring(0, colon).contains(expected.element());
  }

  private static long count(List<Example> examples, String profile) {
    return examples.stream().filter(example -> example.profile().equals(profile)).count();
  }
}
