package org.xiangqiao.terminology.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedValueSetsTest {

  /** Sets over a table that only the operator's import brings. */
  private static final Set<String> NOT_PRESENT = Set.of("diagnosis-tcm");

  private static final Pattern ROW = Pattern.compile("^\\| ([a-z0-9-]+) \\|.*");

  private static final ShippedPackage SHIPPED = ShippedPackage.shipped();

  static Stream<ValueSet> valueSets() {
    return SHIPPED.valueSets();
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everyListedCodeIsInItsCodeSystem(ValueSet set) {
    for (ConceptSetComponent include : set.getCompose().getInclude()) {
      assertThat(SHIPPED.codes(include.getSystem()))
          .as(include.getSystem())
          .containsAll(
              include.getConcept().stream()
                  .map(ValueSet.ConceptReferenceComponent::getCode)
                  .toList());
      assertThat(include.getConcept().stream().map(ValueSet.ConceptReferenceComponent::getCode))
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("valueSets")
  void everySetExpandsToSomething(ValueSet set) {
    if (!NOT_PRESENT.contains(set.getIdPart())) {
      assertThat(SHIPPED.expand(set)).as(set.getIdPart()).isNotEmpty();
    }
  }

  @Test
  void aFilterTakesWhatIsBelowItsCode() {
    assertThat(
            SHIPPED.expand(
                SHIPPED.valueSet("https://fhir.xiangqiao.org/ValueSet/home-visit-encounter-type")))
        .contains("https://fhir.xiangqiao.org/CodeSystem/encounter-type|newborn-visit")
        .doesNotContain("https://fhir.xiangqiao.org/CodeSystem/encounter-type|outpatient");
  }

  @Test
  void theListOfSetsIsTheSets() throws IOException {
    assertThat(
            Files.readAllLines(ShippedPackage.SOURCES.resolve("ValueSet/README.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches() && !row.group(1).equals("id"))
                .map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(valueSets().map(ValueSet::getIdPart).toList());
  }
}
