package org.xiangqiao.store.write;

import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;

/** A place in a resource that points at another one, and what the sender wrote there. */
final class ReferenceSlot {

  private final String path;
  private final String original;
  private final Reference reference;
  private final UriType uri;

  ReferenceSlot(String path, Reference reference, String original) {
    this(path, original, reference, null);
  }

  ReferenceSlot(String path, UriType uri) {
    this(path, uri.getValue(), null, uri);
  }

  private ReferenceSlot(String path, String original, Reference reference, UriType uri) {
    this.path = path;
    this.original = original;
    this.reference = reference;
    this.uri = uri;
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
