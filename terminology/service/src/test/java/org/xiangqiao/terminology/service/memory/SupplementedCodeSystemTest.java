package org.xiangqiao.terminology.service.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.Samples;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;

/** Names of a supplement, searched together with those of the code system. */
class SupplementedCodeSystemTest {

  private final SupplementedCodeSystem system =
      new SupplementedCodeSystem(MemoryCodeSystem.of(Samples.diseases()), List.of(supplement()));

  private static CodeSystem supplement() {
    CodeSystem supplement = new CodeSystem();
    supplement.setUrl("http://example.org/local-names");
    supplement.setContent(CodeSystemContentMode.SUPPLEMENT);
    add(supplement, "E11", "富贵病");
    add(supplement, "I11", "高血压");
    add(supplement, "I10", "血压高,富贵病之一");
    add(supplement, "old", "富贵病旧称");
    add(supplement, "nowhere", "富贵病");
    return supplement;
  }

  private static void add(CodeSystem supplement, String code, String name) {
    supplement.addConcept().setCode(code).addDesignation().setValue(name);
  }

  private List<String> codes(ConceptQuery query) {
    ConceptPage page = system.concepts(query);
    return page.concepts().stream().map(Concept::code).toList();
  }

  private static ConceptQuery query(String text, boolean activeOnly, Filter... filters) {
    return new ConceptQuery(List.of(filters), text, activeOnly, 0, 100);
  }

  @Test
  void namesOfSupplementsAreFoundWholeOnesFirst() {
    assertThat(codes(query("富贵病", false))).containsExactly("E11", "old", "I10");
    assertThat(codes(query("富贵病", true))).containsExactly("E11", "I10");
    // The code system's own first match is no worse than one that only contains it.
    assertThat(codes(query("高血压", false))).startsWith("I11").contains("I10").hasSize(2);
    assertThat(codes(query("没有", false))).isEmpty();
  }

  @Test
  void wordsMayBeOfBoth() {
    assertThat(codes(query("富贵病 hyper", false))).containsExactly("I10");
    assertThat(codes(query("富贵病 gxy", false))).containsExactly("I10");
  }

  @Test
  void filtersHoldAndPagesAreCut() {
    assertThat(codes(query("富贵病", false, new Filter("concept", "is-a", "I10"))))
        .containsExactly("I10");
    ConceptPage second = system.concepts(new ConceptQuery(List.of(), "富贵病", false, 1, 1));
    assertThat(second.total()).isEqualTo(3);
    assertThat(second.concepts()).extracting(Concept::code).containsExactly("old");
  }

  @Test
  void withoutATextItIsTheCodeSystemWithMoreNames() {
    ConceptPage all = system.concepts(query(null, false));
    assertThat(all.total()).isEqualTo(system.size());
    assertThat(system.find("E11").orElseThrow().designations())
        .extracting(Concept.Designation::value)
        .contains("富贵病");
  }
}
