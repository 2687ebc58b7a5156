package org.xiangqiao.terminology.service.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;

class MemoryCodeSystemTest {

  private final MemoryCodeSystem system = MemoryCodeSystem.of(Samples.diseases());

  @Test
  void hierarchyComesFromNestingAndFromProperties() {
    assertThat(system.subsumes("group", "I11")).isTrue();
    assertThat(system.subsumes("I11", "group")).isFalse();
    assertThat(system.subsumes("I10", "I10")).isFalse();
    assertThat(system.children("I10")).containsExactly("I11");
    assertThat(system.find("I11").orElseThrow().parents()).containsExactly("I10");
  }

  @Test
  void propertiesTellWhatMayBeUsed() {
    assertThat(system.find("old").orElseThrow().inactive()).isTrue();
    assertThat(system.find("group").orElseThrow().abstractConcept()).isTrue();
    assertThat(codes(query(null, true))).doesNotContain("old").contains("I10");
  }

  @Test
  void caseCountsOnlyWhereTheCodeSystemSaysSo() {
    CodeSystem other = Samples.diseases().setCaseSensitive(false);
    assertThat(system.find("i10")).isEmpty();
    assertThat(MemoryCodeSystem.of(other).find("i10").orElseThrow().code()).isEqualTo("I10");
  }

  @Test
  void textFindsNamesAndPinyinBestFirst() {
    assertThat(codes(query("高血压", false))).containsExactly("I10", "I11");
    assertThat(codes(query("gxy", false))).containsExactly("I10");
    assertThat(codes(query("HYPER", false))).containsExactly("I10");
    assertThat(codes(query("没有", false))).isEmpty();
  }

  @Test
  void filtersHold() {
    assertThat(codes(filter("concept", "is-a", "I10"))).containsExactly("I10", "I11");
    assertThat(codes(filter("concept", "descendent-of", "group")))
        .containsExactly("I10", "E11", "I11");
    assertThat(codes(filter("concept", "is-not-a", "group"))).containsExactly("old");
    assertThat(codes(filter("concept", "child-of", "group"))).containsExactly("I10", "E11");
    assertThat(codes(filter("concept", "generalizes", "I11")))
        .containsExactly("group", "I10", "I11");
    assertThat(codes(filter("code", "in", "I10, E11"))).containsExactly("I10", "E11");
    assertThat(codes(filter("code", "regex", "I1."))).containsExactly("I10", "I11");
    assertThat(codes(filter("chapter", "=", "IX"))).containsExactly("I10");
    assertThat(codes(filter("chapter", "exists", "true"))).containsExactly("I10");
    assertThat(codes(filter("child", "exists", "true"))).containsExactly("group", "I10");
    assertThatThrownBy(() -> codes(filter("unknown", "=", "x")))
        .isInstanceOf(UnsupportedFilterException.class);
  }

  @Test
  void anEvilPatternDoesNotStallTheServer() {
    CodeSystem evil = Samples.diseases();
    evil.addConcept().setCode("a".repeat(60) + "!");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(
                    MemoryCodeSystem.of(evil)
                        .concepts(filter("code", "regex", "(a+)+$"))
                        .concepts())
                .isEmpty());
  }

  @Test
  void aPageTellsHowManyThereAre() {
    ConceptPage page = system.concepts(new ConceptQuery(List.of(), null, false, 1, 2));
    assertThat(page.total()).isEqualTo(5);
    assertThat(page.concepts()).extracting(Concept::code).containsExactly("I10", "E11");
  }

  @Test
  void circlesEnd() {
    CodeSystem circle = Samples.diseases();
    circle
        .addConcept()
        .setCode("x")
        .addProperty()
        .setCode("parent")
        .setValue(new org.hl7.fhir.r4.model.CodeType("y"));
    circle
        .addConcept()
        .setCode("y")
        .addProperty()
        .setCode("parent")
        .setValue(new org.hl7.fhir.r4.model.CodeType("x"));
    assertThat(MemoryCodeSystem.of(circle).subsumes("group", "x")).isFalse();
  }

  private List<String> codes(ConceptQuery query) {
    return system.concepts(query).concepts().stream().map(Concept::code).toList();
  }

  private static ConceptQuery query(String text, boolean activeOnly) {
    return new ConceptQuery(List.of(), text, activeOnly, 0, 100);
  }

  private static ConceptQuery filter(String property, String op, String value) {
    return new ConceptQuery(List.of(new Filter(property, op, value)), null, false, 0, 100);
  }
}
