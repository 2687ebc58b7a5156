package org.xiangqiao.store.index;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.store.NameSpelling;

/**
 * The index values of {@code phonetic} (R4 patient.html#search): how a name or its given name (名)
 * alone is typed by its sound.
 */
final class SpokenName {

  private final SpokenText spoken;

  SpokenName(NameSpelling spelling) {
    this.spoken = new SpokenText(spelling);
  }

  Set<String> forms(Base element) {
    Set<String> texts = new LinkedHashSet<>();
    if (element instanceof HumanName name) {
      addTexts(name, texts);
    } else if (element.isPrimitive() && element.hasPrimitiveValue()) {
      texts.add(element.primitiveValue());
    }
    Set<String> forms = new LinkedHashSet<>();
    texts.forEach(text -> forms.addAll(SpokenForms.of(spoken.units(text))));
    return SpokenForms.longest(forms);
  }

  private void addTexts(HumanName name, Set<String> texts) {
    List<String> given =
        name.getGiven().stream().filter(StringType::hasValue).map(StringType::getValue).toList();
    if (name.hasText()) {
      texts.add(name.getText());
      if (given.isEmpty()) {
        texts.add(spoken.given(name.getText()));
      }
    }
    if (name.hasFamily()) {
      texts.add(name.getFamily() + " " + String.join(" ", given));
    }
    texts.add(String.join(" ", given));
    texts.addAll(given);
  }
}
