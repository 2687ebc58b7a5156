package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;

/** URI parameters: the whole URI, and a canonical also without its version. */
final class UriIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    if (element.isPrimitive() && element.hasPrimitiveValue()) {
      uri(parameter, element, into);
    }
  }

  static void uri(IndexedParameter parameter, Base element, IndexCollector into) {
    String uri = element.primitiveValue();
    into.uri(parameter.key(), uri);
    into.uriTerm(parameter.key(), uri);
    int version = element.fhirType().equals("canonical") ? uri.indexOf('|') : -1;
    if (version > 0) {
      into.uri(parameter.key(), uri.substring(0, version));
    }
  }
}
