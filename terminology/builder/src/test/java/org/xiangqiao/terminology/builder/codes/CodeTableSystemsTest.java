package org.xiangqiao.terminology.builder.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptPropertyComponent;
import org.hl7.fhir.r4.model.CodeSystem.PropertyComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.pinyin.Pinyin;

class CodeTableSystemsTest {

  private static final List<CodeSystem> SYSTEMS =
      new PinyinDesignations(Pinyin.load(), "https://fhir.xiangqiao.org")
              .apply(
                  new CodeTableSystems(CodeTables.load(), "https://fhir.xiangqiao.org")
                      .apply(List.of()))
              .stream()
              .map(CodeSystem.class::cast)
              .toList();

  static Stream<CodeSystem> systems() {
    return SYSTEMS.stream();
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyConceptIsThereOnceWithAName(CodeSystem system) {
    List<ConceptDefinitionComponent> concepts = all(system.getConcept());
    assertThat(concepts).hasSize(system.getCount());
    assertThat(concepts.stream().map(ConceptDefinitionComponent::getCode)).doesNotHaveDuplicates();
    assertThat(concepts).allMatch(ConceptDefinitionComponent::hasDisplay);
    Set<String> declared =
        new HashSet<>(system.getProperty().stream().map(PropertyComponent::getCode).toList());
    assertThat(
            concepts.stream()
                .flatMap(concept -> concept.getProperty().stream())
                .map(ConceptPropertyComponent::getCode))
        .isSubsetOf(declared);
    assertThat(system.hasHierarchyMeaning())
        .isEqualTo(concepts.stream().anyMatch(ConceptDefinitionComponent::hasConcept));
  }

  @ParameterizedTest
  @MethodSource("systems")
  void everyChineseNameIsSpelled(CodeSystem system) {
    assertThat(all(system.getConcept()))
        .filteredOn(c -> c.getDisplay().codePoints().anyMatch(Character::isIdeographic))
        .allSatisfy(
            concept ->
                assertThat(concept.getDesignation())
                    .as(concept.getDisplay())
                    .extracting(designation -> designation.getUse().getCode())
                    .contains("pinyin", "pinyin-initials"));
  }

  @Test
  void spellsAsPeopleType() {
    assertThat(find(system("icd10"), "I10").getDesignation())
        .extracting(CodeSystem.ConceptDefinitionDesignationComponent::getValue)
        .anyMatch(value -> value.contains("gaoxueya"))
        .anyMatch(value -> value.contains("gxy"));
  }

  @Test
  void notifiableDiseasesHaveTheDeadlineOfTheLaw() {
    CodeSystem diseases = system("notifiable-disease");
    assertThat(property(diseases, "0100", "report-within-hours")).isEqualTo("2");
    assertThat(property(diseases, "1901", "report-within-hours")).isEqualTo("2");
    assertThat(property(diseases, "1902", "report-within-hours")).isEqualTo("24");
    assertThat(property(diseases, "2700", "report-within-hours")).isEqualTo("2");
    assertThat(property(diseases, "4000", "class")).isEqualTo("C");
    assertThat(property(diseases, "MPOX", "confirmed")).isEqualTo("false");
    assertThat(property(diseases, "9802", "report-within-hours")).isNull();
  }

  @Test
  void countiesStandBelowTheirPrefectureAndProvince() {
    CodeSystem divisions = system("gb2260-division");
    ConceptDefinitionComponent hainan = find(divisions, "460000");
    ConceptDefinitionComponent direct =
        hainan.getConcept().stream()
            .filter(c -> c.getCode().equals("469000"))
            .findFirst()
            .orElseThrow();
    assertThat(direct.getConcept()).extracting("code").contains("469001");
    assertThat(divisions.getConcept()).hasSize(34);
  }

  private static CodeSystem system(String id) {
    return systems().filter(s -> s.getIdPart().equals(id)).findFirst().orElseThrow();
  }

  private static ConceptDefinitionComponent find(CodeSystem system, String code) {
    return all(system.getConcept()).stream()
        .filter(concept -> concept.getCode().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static String property(CodeSystem system, String code, String property) {
    return find(system, code).getProperty().stream()
        .filter(p -> p.getCode().equals(property))
        .map(p -> p.getValue().primitiveValue())
        .findFirst()
        .orElse(null);
  }

  private static List<ConceptDefinitionComponent> all(List<ConceptDefinitionComponent> concepts) {
    List<ConceptDefinitionComponent> all = new ArrayList<>();
    for (ConceptDefinitionComponent concept : concepts) {
      all.add(concept);
      all.addAll(all(concept.getConcept()));
    }
    return all;
  }
}
