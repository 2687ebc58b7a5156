package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;

/** Date parameters: the range that the element covers. */
final class DateIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    DateRange.of(element).ifPresent(range -> into.date(parameter, range));
  }
}
