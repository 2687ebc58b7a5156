package org.xiangqiao.store.index;

import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/** Where the values of a search parameter stand in a resource; {@code toString} is the FHIRPath. */
public interface ElementPath {

  /** Calls {@code visitor} for each value, in document order. */
  default void visit(Resource resource, Visitor visitor) {
    visit(resource, resource.fhirType(), visitor);
  }

  /**
   * As {@link #visit(Resource, Visitor)}, from an element.
   *
   * @param place of {@code start}
   */
  void visit(Base start, CharSequence place, Visitor visitor);

  /**
   * The same path over the resource's JSON form, as a lax path of SQL/JSON (ISO 9075-2); empty if
   * JSON cannot tell.
   */
  default Optional<String> json() {
    return Optional.empty();
  }

  /** Takes a value and the place it was found at. */
  @FunctionalInterface
  interface Visitor {

    /**
     * @param place prints as the FHIRPath of the value, indexes included; valid during the call
     *     only
     */
    void found(Base value, CharSequence place);
  }
}
