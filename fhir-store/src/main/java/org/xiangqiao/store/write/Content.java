package org.xiangqiao.store.write;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * The resource of a write, the store's own copy, and what was given in it, so that each attempt can
 * set it again.
 */
record Content(Resource resource, Meta givenMeta, List<ReferenceSlot> slots, GivenText text) {

  /**
   * @param own a resource that nobody else holds
   * @param place of the entry; empty when the write is the whole request
   * @param fullUrls what other entries of the request may be called
   * @param text of the resource
   */
  static Content of(Resource own, String place, Set<String> fullUrls, GivenText text) {
    return new Content(
        own, own.getMeta().copy(), ReferenceWalk.of(own, root(own, place), fullUrls), text);
  }

  /** FHIRPath of the resource in the request. */
  static String root(Resource own, String place) {
    return place.isEmpty() ? own.fhirType() : place + ".resource";
  }
}
