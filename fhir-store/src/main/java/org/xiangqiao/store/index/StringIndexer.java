package org.xiangqiao.store.index;

import java.util.LinkedHashSet;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.store.NameSpelling;

/**
 * String parameters: the folded texts of the element; of Chinese names also what begins at each
 * further character, and for {@code phonetic} how they are spelled.
 */
final class StringIndexer implements ValueIndexer {

  private final SpokenName spoken;

  StringIndexer(NameSpelling spelling) {
    this.spoken = new SpokenName(spelling);
  }

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    if (parameter.matching() == NameMatching.SOUND) {
      spoken.forms(element).forEach(form -> into.derived(parameter.key(), form));
      return;
    }
    Set<String> whole = new LinkedHashSet<>();
    for (String text : StringValues.of(element)) {
      String folded = StringFolding.fold(text);
      if (!folded.isEmpty()) {
        into.string(parameter.key(), folded, text);
        whole.add(folded);
      }
    }
    if (parameter.matching() == NameMatching.CHARACTERS) {
      tails(whole).forEach(tail -> into.derived(parameter.key(), tail));
    }
  }

  private static Set<String> tails(Set<String> whole) {
    Set<String> tails = new LinkedHashSet<>();
    for (String text : whole) {
      String squeezed = HanText.squeeze(text);
      if (HanText.leads(squeezed)) {
        tails.add(squeezed);
      }
      tails.addAll(HanText.tails(squeezed));
    }
    tails.removeAll(whole);
    return tails;
  }
}
