package org.xiangqiao.store.write;

import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.WriteCheck;

/**
 * One operation whose form is right and whose resource is not yet checked.
 *
 * @param resource the store's own copy; null for a deletion or patch, as is its text
 */
record Opened(
    PlacedOperation placed,
    String type,
    String id,
    Resource resource,
    GivenText text,
    String criteria,
    String normalised,
    String fullUrl) {

  /** Makes the JSON that the check will read. */
  void encode(WriteCheck check, Caller caller) {
    if (resource != null && check.reads(caller, resource)) {
      text.whole();
    }
  }

  /** Has it checked. */
  void hold(WriteCheck check, Caller caller) {
    if (resource != null) {
      check.check(caller, resource, text::whole, Content.root(resource, placed.place()));
    }
  }

  /**
   * @param named what entries of the request are called
   */
  PreparedWrite prepared(Set<String> named) {
    return new PreparedWrite(
        placed.operation(),
        placed.place(),
        type,
        id,
        resource == null ? null : Content.of(resource, placed.place(), named, text),
        criteria,
        normalised,
        fullUrl);
  }
}
