package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reference parameters: local ones by type and id and by id, others by URL, identifiers inside
 * references for {@code :identifier}. Canonicals are references too.
 */
final class ReferenceIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    if (element instanceof Reference reference) {
      ReferenceTarget.parse(reference.getReference())
          .ifPresent(target -> index(parameter, target, place, into));
      if (reference.hasIdentifier()) {
        TokenValue.of(reference.getIdentifier())
            .forEach(token -> into.token(parameter.identifierKey(), token));
      }
    } else if (element instanceof Resource resource) {
      // Bundle.composition and Bundle.message: the resource stands there itself.
      if (resource.hasId()) {
        into.reference(parameter.key(), resource.fhirType(), resource.getIdElement().getIdPart());
      }
    } else if (element.isPrimitive() && element.hasPrimitiveValue()) {
      UriIndexer.uri(parameter, element, into);
    }
  }

  private static void index(
      IndexedParameter parameter, ReferenceTarget target, CharSequence place, IndexCollector into) {
    if (target.isLocal()) {
      into.reference(parameter.key(), target.type(), target.id());
      into.localReference(
          new IndexValues.ReferenceValue(
              parameter.key(), place.toString(), target.type(), target.id()));
    } else {
      into.uri(parameter.key(), target.absoluteUrl());
    }
  }
}
