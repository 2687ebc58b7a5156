package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Location.LocationPositionComponent;

/** {@code Location.near}: where on earth the place is. */
final class PositionIndexer implements ValueIndexer {

  @Override
  public void index(
      IndexedParameter parameter, Base element, CharSequence place, IndexCollector into) {
    if (element instanceof LocationPositionComponent position
        && position.getLatitude() != null
        && position.getLongitude() != null) {
      into.position(
          parameter.key(),
          position.getLatitude().doubleValue(),
          position.getLongitude().doubleValue());
    }
  }
}
