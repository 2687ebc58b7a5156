package org.xiangqiao.store.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.UriType;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;

/**
 * Finds every place in a resource that may point at another (R4 http.html#trules): References
 * anywhere (extensions and contained resources too), and, when they name another entry of the
 * request, uris (not canonicals), links and images of the narrative. Meta is left alone, and so is
 * what a stored Bundle holds: a document's references are about its own entries.
 */
final class ReferenceWalk {

  private final StringBuilder path;
  private final Set<String> fullUrls;
  private final List<ReferenceSlot> slots = new ArrayList<>();
  private final Set<String> contained;

  private ReferenceWalk(String root, Set<String> contained, Set<String> fullUrls) {
    this.fullUrls = fullUrls;
    this.path = new StringBuilder(root);
    this.contained = contained;
  }

  /**
   * @param root path of the resource itself, for example {@code Bundle.entry[3].resource}
   * @param fullUrls of all entries of the request
   */
  static List<ReferenceSlot> of(Resource resource, String root, Set<String> fullUrls) {
    ReferenceWalk walk = new ReferenceWalk(root, contained(resource), fullUrls);
    walk.children(resource, true);
    if (!fullUrls.isEmpty()
        && resource instanceof DomainResource domain
        && domain.getText().hasDiv()) {
      walk.links(domain.getText().getDiv());
    }
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
    if (value instanceof UriType uri
        && !(uri instanceof CanonicalType)
        && fullUrls.contains(uri.getValue())) {
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

  private void links(XhtmlNode node) {
    link(node, "href");
    link(node, "src");
    if (node.hasChildren()) {
      node.getChildNodes().forEach(this::links);
    }
  }

  private void link(XhtmlNode node, String attribute) {
    String element = attribute.equals("href") ? "a" : "img";
    if (element.equals(node.getName()) && fullUrls.contains(node.getAttribute(attribute))) {
      slots.add(new ReferenceSlot(path + ".text.div", node, attribute));
    }
  }

  private static boolean isOwn(String name) {
    return name.equals("meta") || name.equals("text") || name.equals("id");
  }

  private static String name(Property property) {
    String name = property.getName();
    return name.endsWith("[x]") ? name.substring(0, name.length() - 3) : name;
  }
}
