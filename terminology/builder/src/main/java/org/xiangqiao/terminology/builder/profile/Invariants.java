package org.xiangqiao.terminology.builder.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r5.fhirpath.FHIRPathEngine;
import org.xiangqiao.terminology.builder.SourcePlace;

/**
 * Whether a profile's own rules (约束) can be used: R4 conformance-rules.html#constraints, each with
 * a key of this package, words in Chinese and English, and FHIRPath that compiles.
 */
final class Invariants {

  private final FHIRPathEngine engine;

  Invariants(FHIRPathEngine engine) {
    this.engine = engine;
  }

  void check(StructureDefinition profile, List<String> problems) {
    Set<String> keys = new HashSet<>();
    for (ElementDefinition element : profile.getDifferential().getElement()) {
      String place = element.hasId() ? element.getId() : element.getPath();
      for (ElementDefinitionConstraintComponent rule : element.getConstraint()) {
        check(rule, keys.add(place + " " + rule.getKey())).stream()
            .map(reason -> SourcePlace.of(profile) + ": " + place + ": " + reason)
            .forEach(problems::add);
      }
    }
  }

  private List<String> check(ElementDefinitionConstraintComponent rule, boolean first) {
    String key = rule.getKey();
    if (key == null || !key.matches("xq-[a-z]+(-[a-z]+)*-[0-9]+")) {
      return List.of("rule key " + key + " is not of the form xq-name-1");
    }
    if (!first) {
      return List.of("rule " + key + " is there twice");
    }
    if (!rule.hasSeverity()) {
      return List.of("rule " + key + " has no severity");
    }
    String human = rule.hasHuman() ? rule.getHuman() : "";
    if (human.codePoints().noneMatch(Character::isIdeographic)
        || !human.matches("(?s).*[a-z]{2}.*")) {
      return List.of("rule " + key + " is not said in Chinese and English");
    }
    if (!rule.hasExpression()) {
      return List.of("rule " + key + " has no expression");
    }
    try {
      engine.parse(rule.getExpression());
      return List.of();
    } catch (FHIRException e) {
      return List.of("rule " + key + " does not compile: " + e.getMessage());
    }
  }
}
