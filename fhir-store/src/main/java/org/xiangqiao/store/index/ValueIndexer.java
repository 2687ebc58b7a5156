package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;

/** Turns a found element into index values; one for each kind of search parameter. */
@FunctionalInterface
interface ValueIndexer {

  void index(IndexedParameter parameter, Base element, CharSequence place, IndexCollector into);
}
