package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Identifier;

/** Token parameters: each code under all the forms in which it can be asked for. */
final class TokenIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    TokenValue.of(element).forEach(token -> into.token(parameter.key(), token));
    if (parameter.name().equals("identifier")
        && element instanceof Identifier identifier
        && identifier.hasSystem()
        && identifier.hasValue()) {
      into.identifier(identifier.getSystem(), identifier.getValue());
    }
  }
}
