package org.xiangqiao.store.patch;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * Where an element hangs: its parent, the name there, and which of several it is.
 *
 * @param index 0 when the element does not repeat
 */
record ElementPlace(Base parent, String name, int index) {

  /** Empty when the object is no part of the resource but made by a FHIRPath function. */
  static Optional<ElementPlace> find(Resource resource, Base element) {
    return Optional.ofNullable(search(resource, element));
  }

  ElementSlot slot(FhirContext fhir) {
    ElementSlot slot = ElementSlot.of(fhir, parent, name);
    if (slot == null) {
      throw new IllegalStateException(parent.fhirType() + " has no element " + name);
    }
    return slot;
  }

  private static ElementPlace search(Base parent, Base element) {
    for (Property property : parent.children()) {
      List<Base> values = property.getValues();
      for (int i = 0; i < values.size(); i++) {
        if (values.get(i) == element) {
          return new ElementPlace(parent, property.getName(), i);
        }
      }
      for (Base value : values) {
        ElementPlace found = search(value, element);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
