package org.xiangqiao.terminology.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.TargetElementComponent;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedConceptMapsTest {

  private static final String CVX = "http://hl7.org/fhir/sid/cvx";

  /** In ICD-10, but not in the fragment of it that ships. */
  private static final List<String> OUTSIDE_THE_FRAGMENT = List.of("A92.5", "U04", "U07.1");

  private static final ShippedPackage SHIPPED = ShippedPackage.shipped();

  static Stream<ConceptMap> maps() {
    return SHIPPED.conceptMaps();
  }

  @ParameterizedTest
  @MethodSource("maps")
  void everyCodeIsInItsSystem(ConceptMap map) {
    for (ConceptMapGroupComponent group : map.getGroup()) {
      Set<String> sources = SHIPPED.codes(group.getSource());
      Set<String> targets = SHIPPED.codes(group.getTarget());
      List<String> from = group.getElement().stream().map(each -> each.getCode()).toList();
      if (!sources.isEmpty()) {
        assertThat(from)
            .filteredOn(code -> !OUTSIDE_THE_FRAGMENT.contains(code))
            .isSubsetOf(sources);
      }
      if (!targets.isEmpty()) {
        assertThat(targets(group)).isSubsetOf(targets);
      }
      assertThat(from).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void everyCodeIsInTheMapsValueSets(ConceptMap map) {
    for (ConceptMapGroupComponent group : map.getGroup()) {
      inSet(
          map.hasSource() ? map.getSourceCanonicalType().getValue() : null,
          group.getSource(),
          group.getElement().stream()
              .map(each -> each.getCode())
              .filter(code -> !OUTSIDE_THE_FRAGMENT.contains(code)));
      inSet(
          map.hasTarget() ? map.getTargetCanonicalType().getValue() : null,
          group.getTarget(),
          Stream.concat(targets(group).stream(), Stream.ofNullable(group.getUnmapped().getCode())));
    }
  }

  private static void inSet(String valueSet, String system, Stream<String> codes) {
    if (valueSet == null) {
      return;
    }
    ValueSet set = SHIPPED.valueSet(valueSet);
    assertThat(set).as(valueSet).isNotNull();
    Set<String> expanded = SHIPPED.expand(set);
    assertThat(codes.map(code -> system + "|" + code)).as(valueSet).isSubsetOf(expanded);
  }

  /** FHIR R4 carries CVX as it was when the codes ended at 122, as HL7 table 0292. */
  @Test
  void cvxCodesThatHl7PublishedAreThere() {
    Set<String> published = SHIPPED.codes("http://terminology.hl7.org/CodeSystem/v2-0292");
    Set<String> used = new HashSet<>();
    maps()
        .flatMap(map -> map.getGroup().stream())
        .filter(group -> CVX.equals(group.getTarget()))
        .forEach(group -> used.addAll(targets(group)));
    assertThat(used).isNotEmpty();
    assertThat(used).filteredOn(code -> Integer.parseInt(code) <= 122).isSubsetOf(published);
  }

  @Test
  void nationalSexComesBackFromFhir() {
    ConceptMap there = map("sex-to-fhir");
    ConceptMap back = map("sex-from-fhir");
    for (var element : there.getGroupFirstRep().getElement()) {
      String fhir = element.getTargetFirstRep().getCode();
      assertThat(back.getGroupFirstRep().getElement())
          .filteredOn(each -> each.getCode().equals(fhir))
          .singleElement()
          .extracting(each -> each.getTargetFirstRep().getCode())
          .isEqualTo(element.getCode());
    }
  }

  @Test
  void everyNotifiableDiseaseOfAClassIsReachedFromIcd10() {
    Set<String> reached =
        new HashSet<>(targets(map("icd10-to-notifiable-disease").getGroupFirstRep()));
    Set<String> wanted =
        new HashSet<>(SHIPPED.codes("https://fhir.xiangqiao.org/CodeSystem/notifiable-disease"));
    // dysentery: its two kinds are reached; the others are no diseases of their own
    wanted.removeAll(Set.of("0400", "5000", "9891", "9898", "9899"));
    assertThat(reached).containsAll(wanted);
  }

  private static ConceptMap map(String id) {
    return maps().filter(map -> map.getIdPart().equals(id)).findFirst().orElseThrow();
  }

  private static List<String> targets(ConceptMapGroupComponent group) {
    return group.getElement().stream()
        .flatMap(element -> element.getTarget().stream())
        .filter(TargetElementComponent::hasCode)
        .map(TargetElementComponent::getCode)
        .toList();
  }
}
