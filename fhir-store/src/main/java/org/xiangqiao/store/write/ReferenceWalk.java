package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;

/**
 * Finds every place in a resource that may point at another: References anywhere (extensions and
 * contained resources too) and uris that hold a urn. Narrative and meta are left alone, and so is what a stored
 * Bundle holds: a document's references are about its own entries.
 */
final class ReferenceWalk {

  private final StringBuilder path;
  private final List<ReferenceSlot> slots = new ArrayList<>();
  private final Set<String> contained;

  private ReferenceWalk(String root, Set<String> contained) {
    this.path = new StringBuilder(root);
    this.contained = contained;
  }

  /**
   * @param root path of the resource itself, for example {@code Bundle.entry[3].resource}
   */
  static List<ReferenceSlot> of(Resource resource, String root) {
    ReferenceWalk walk = new ReferenceWalk(root, contained(resource));
    walk.children(resource, true);
    return walk.slots;
  }

  private void children(Base parent, boolean root) {
    for (Property property : parent.children()) {
      List<Base> values = property.getValues();
      if (values.isEmpty() || root && isOwn(property.getName())) {
        continue;
      }
      int length = path.length();
      path.append('.').append(name(property));
      boolean repeats = property.getMaxCardinality() > 1;
      for (int i = 0; i < values.size(); i++) {
        int before = path.length();
        if (repeats) {
          path.append('[').append(i).append(']');
        }
        if (!(values.get(i) instanceof Resource) || property.getName().equals("contained")) {
          visit(values.get(i));
        }
        path.setLength(before);
      }
      path.setLength(length);
    }
  }

  private void visit(Base value) {
    if (value instanceof UriType uri && isUrn(uri.getValue())) {
      slots.add(new ReferenceSlot(path.toString(), uri));
    } else if (value instanceof Reference reference && written(reference) != null) {
      String original = written(reference);
      slots.add(new ReferenceSlot(path.toString(), reference, original, isMissing(original)));
    }
    if (!value.isPrimitive() || value instanceof Element element && element.hasExtension()) {
      children(value, false);
    }
  }

  /** The literal reference, or the id of the resource object that it was made with. */
  private static String written(Reference reference) {
    if (reference.hasReference()) {
      return reference.getReference();
    }
    return reference.getResource() == null
        ? null
        : reference.getResource().getIdElement().getValue();
  }

  /** Of a fragment: {@code #} alone means the container itself (R4 references.html#contained). */
  private boolean isMissing(String original) {
    return original.length() > 1
        && original.startsWith("#")
        && !contained.contains(original.substring(1));
  }

  private static Set<String> contained(Resource resource) {
    Set<String> ids = new HashSet<>();
    if (resource instanceof DomainResource domain) {
      for (Resource inner : domain.getContained()) {
        String id = inner.getIdElement().getIdPart();
        ids.add(id != null && id.startsWith("#") ? id.substring(1) : String.valueOf(id));
      }
    }
    return ids;
  }

  private static boolean isUrn(String value) {
    return value != null && (value.startsWith("urn:uuid:") || value.startsWith("urn:oid:"));
  }

  private static boolean isOwn(String name) {
    return name.equals("meta") || name.equals("text") || name.equals("id");
  }

  private static String name(Property property) {
    String name = property.getName();
    return name.endsWith("[x]") ? name.substring(0, name.length() - 3) : name;
  }
}
