package org.xiangqiao.store.write;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;

/**
 * The JSON of a resource as it was given. Who checks a write has it encoded; what is stored differs
 * from it in id, meta and references only, and these are set into the text instead of encoding the
 * resource a second time, which is the dearest step of a write.
 */
final class GivenText {

  /** A key of JSON with the quotes around it: within a string its quotes would be escaped. */
  private static final String REFERENCE = "\"reference\":\"";

  private final ResourceJson json;
  private final Resource resource;
  private String whole;
  private int head;

  GivenText(ResourceJson json, Resource resource) {
    this.json = json;
    this.resource = resource;
  }

  /** Encodes when first asked: before the write has set anything in the resource. */
  String whole() {
    if (whole == null) {
      whole = json.of(resource);
      String beginning = json.head(resource);
      head = whole.startsWith(beginning) ? beginning.length() : -1;
    }
    return whole;
  }

  /**
   * The JSON of the version that the resource has become.
   *
   * @param slots all its references, as they are now
   * @return null if nobody asked for the text, or if setting the new values into it would not be
   *     certain to give what encoding gives
   */
  String now(List<ReferenceSlot> slots) {
    if (whole == null || head < 0 || holdsOthers()) {
      return null;
    }
    Map<String, String> changed = new HashMap<>();
    int places = 0;
    for (ReferenceSlot slot : slots) {
      if (slot.isChanged()) {
        if (!slot.isReference()
            || !PlainHead.isPlain(slot.original())
            || !PlainHead.isPlain(slot.value())) {
          return null;
        }
        changed.put(slot.original(), slot.value());
        places++;
      }
    }
    String rest = changed.isEmpty() ? whole.substring(head) : replace(changed, places);
    return rest == null ? null : json.head(resource) + rest;
  }

  /** Resources within keep their references, and a Binary's content goes elsewhere. */
  private boolean holdsOthers() {
    return resource instanceof Bundle
        || resource instanceof Parameters
        || resource instanceof Binary;
  }

  private String replace(Map<String, String> changed, int places) {
    StringBuilder made = new StringBuilder(whole.length() + 64);
    int from = head;
    int left = places;
    for (int at = whole.indexOf(REFERENCE, head); at >= 0; at = whole.indexOf(REFERENCE, at)) {
      at += REFERENCE.length();
      int end = whole.indexOf('"', at);
      String value = changed.get(whole.substring(at, end));
      if (value != null) {
        made.append(whole, from, at).append(value);
        from = end;
        left--;
      }
    }
    return left == 0 ? made.append(whole, from, whole.length()).toString() : null;
  }
}
