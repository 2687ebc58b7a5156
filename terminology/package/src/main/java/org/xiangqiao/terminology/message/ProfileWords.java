package org.xiangqiao.terminology.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;

/**
 * What one profile calls its elements and rules.
 *
 * @param names by path, of what the profile itself says
 * @param rules words of invariants by their keys, also of those that it takes from its base
 */
record ProfileWords(Map<String, Words> names, Map<String, Words> rules) {

  static ProfileWords of(StructureDefinition profile) {
    List<ElementDefinition> own = profile.getDifferential().getElement();
    Map<String, Words> names = new HashMap<>();
    for (ElementDefinition each : own) {
      // A slice has a name of its own, which its siblings do not have. R4's names are in English:
      // the table has them in both languages.
      if (each.hasShort()
          && Words.hasChinese(each.getShort())
          && !each.hasSliceName()
          && !String.valueOf(each.getId()).contains(":")) {
        names.put(each.getPath(), Words.split(each.getShort()));
      }
    }
    Map<String, Words> rules = new HashMap<>();
    rules(own, rules);
    rules(profile.getSnapshot().getElement(), rules);
    return new ProfileWords(Map.copyOf(names), Map.copyOf(rules));
  }

  private static void rules(List<ElementDefinition> elements, Map<String, Words> rules) {
    for (ElementDefinition each : elements) {
      each.getConstraint().stream()
          .filter(rule -> rule.hasKey() && rule.hasHuman())
          .forEach(rule -> rules.putIfAbsent(rule.getKey(), Words.split(rule.getHuman())));
    }
  }
}
