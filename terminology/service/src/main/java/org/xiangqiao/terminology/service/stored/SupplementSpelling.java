package org.xiangqiao.terminology.service.stored;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.load.PinyinNames;

/**
 * Adds to the Chinese names of a stored supplement (补充) their pinyin (拼音) and its initials, as
 * imported tables have them: who adds 富贵病 to a code finds it by {@code fgb}, too.
 */
final class SupplementSpelling {

  private final PinyinNames pinyin;

  SupplementSpelling(PinyinNames pinyin) {
    this.pinyin = pinyin;
  }

  /** Changes the resource, if it is a supplement. */
  void addTo(CodeSystem system) {
    if (system.getContent() == CodeSystemContentMode.SUPPLEMENT) {
      system.getConcept().forEach(this::spell);
    }
  }

  private void spell(ConceptDefinitionComponent concept) {
    List<String> names = new ArrayList<>();
    Set<String> known = new HashSet<>();
    names.add(concept.getDisplay());
    for (ConceptDefinitionDesignationComponent each : concept.getDesignation()) {
      names.add(each.getValue());
      known.add(each.getValue());
    }
    names.stream()
        .filter(Objects::nonNull)
        .flatMap(name -> pinyin.of(name).stream())
        .filter(spelled -> known.add(spelled.value()))
        .forEach(spelled -> concept.addDesignation(designation(spelled)));
    concept.getConcept().forEach(this::spell);
  }

  private static ConceptDefinitionDesignationComponent designation(Concept.Designation spelled) {
    return new ConceptDefinitionDesignationComponent()
        .setUse(spelled.use())
        .setValue(spelled.value());
  }
}
