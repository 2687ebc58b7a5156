package org.xiangqiao.store.write;

import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/** A place in a resource that points at another one, and what the sender wrote there. */
final class ReferenceSlot {

  private final String path;
  private final String original;
  private final Reference reference;
  private final Consumer<String> target;
  private final boolean missesContained;
  private String value;

  /**
   * @param missesContained true for a fragment that the resource does not contain
   */
  ReferenceSlot(String path, Reference reference, String original, boolean missesContained) {
    this(path, original, reference, value -> point(reference, value), missesContained);
  }

  ReferenceSlot(String path, UriType uri) {
    this(path, uri.getValue(), null, uri::setValue, false);
  }

  /** A link or an image of the narrative. */
  ReferenceSlot(String path, XhtmlNode node, String attribute) {
    this(
        path,
        node.getAttribute(attribute),
        null,
        value -> node.setAttribute(attribute, value),
        false);
  }

  private ReferenceSlot(
      String path,
      String original,
      Reference reference,
      Consumer<String> target,
      boolean missesContained) {
    this.path = path;
    this.original = original;
    this.reference = reference;
    this.target = target;
    this.missesContained = missesContained;
    this.value = original;
  }

  String path() {
    return path;
  }

  String original() {
    return original;
  }

  /** False for a uri or a link, which only a placeholder can change. */
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
    target.accept(value);
    this.value = value;
  }

  /** What stands there now. */
  String value() {
    return value;
  }

  boolean isChanged() {
    return !original.equals(value);
  }

  private static void point(Reference reference, String value) {
    reference.setReference(value);
    reference.setResource(null);
  }
}
