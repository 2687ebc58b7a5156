package org.xiangqiao.terminology.service.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.load.PinyinNames;

class SupplementSpellingTest {

  private final CodeSystem system = new CodeSystem();

  private List<String> spelled(CodeSystemContentMode content, ConceptDefinitionComponent concept) {
    system.setContent(content).addConcept().setCode("group").addConcept(concept);
    new SupplementSpelling(new PinyinNames(Pinyin.load())).addTo(system);
    return concept.getDesignation().stream()
        .map(ConceptDefinitionDesignationComponent::getValue)
        .toList();
  }

  private static ConceptDefinitionComponent concept(String display, String... names) {
    ConceptDefinitionComponent concept =
        new ConceptDefinitionComponent().setCode("E11").setDisplay(display);
    for (String name : names) {
      concept.addDesignation().setValue(name);
    }
    return concept;
  }

  @Test
  void chineseNamesAndDisplaysAreSpelled() {
    assertThat(spelled(CodeSystemContentMode.SUPPLEMENT, concept("消渴", "富贵病")))
        .containsExactly("富贵病", "xiaoke", "xk", "fuguibing", "fgb");
    assertThat(system.getConceptFirstRep().getConceptFirstRep().getDesignation().get(1).getUse())
        .extracting("system", "code")
        .containsExactly("https://fhir.xiangqiao.org/CodeSystem/designation-use", "pinyin");
  }

  @Test
  void whatIsSpelledIsNotSpelledAgain() {
    assertThat(spelled(CodeSystemContentMode.SUPPLEMENT, concept(null, "富贵病", "fgb", "Diabetes")))
        .containsExactly("富贵病", "fgb", "Diabetes", "fuguibing");
  }

  @Test
  void codeSystemsOfTheirOwnAreAsTheyWereSent() {
    assertThat(spelled(CodeSystemContentMode.COMPLETE, concept("消渴"))).isEmpty();
  }
}
