package org.xiangqiao.store.write;

import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;

/** A place in a resource that points at another one, and what the sender wrote there. */
final class ReferenceSlot {

  private final String path;
  private final String original;
  private final Reference reference;
  private final UriType uri;
  private final boolean missesContained;

  /**
   * @param missesContained true for a fragment that the resource does not contain
   */
  ReferenceSlot(String path, Reference reference, String original, boolean missesContained) {
    this(path, original, reference, null, missesContained);
  }

  ReferenceSlot(String path, UriType uri) {
    this(path, uri.getValue(), null, uri, false);
  }

  private ReferenceSlot(
      String path, String original, Reference reference, UriType uri, boolean missesContained) {
    this.path = path;
    this.original = original;
    this.reference = reference;
    this.uri = uri;
    this.missesContained = missesContained;
  }

  String path() {
    return path;
  }

  String original() {
    return original;
  }

  /** False for a plain uri, which only a placeholder can change. */
  boolean isReference() {
    return reference != null;
  }

  boolean missesContained() {
    return missesContained;
  }

  void set(String value) {
    if (original.startsWith("#")) {
      return;
    }
    if (reference != null) {
      reference.setReference(value);
      reference.setResource(null);
    } else {
      uri.setValue(value);
    }
  }
}
