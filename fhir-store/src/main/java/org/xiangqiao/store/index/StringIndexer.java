package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;

/** String parameters: the folded texts of the element. */
final class StringIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    for (String text : StringValues.of(element)) {
      String folded = StringFolding.fold(text);
      if (!folded.isEmpty()) {
        into.string(parameter.key(), folded, text);
      }
    }
  }
}
