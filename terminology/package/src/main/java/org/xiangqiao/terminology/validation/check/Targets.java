package org.xiangqiao.terminology.validation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * What references point to inside the text (R4 references.html#contained, bundle.html#references).
 * Of each list one index is made when it is first asked: many references cost no more than one.
 */
final class Targets {

  private static final String HISTORY = "/_history/";

  /** An address with a version (R4 http.html#vread). */
  private record Versioned(String url, String version) {}

  private final Node bundle;
  private final String bundleType;
  private final Map<Node, Map<String, Node>> contained = new IdentityHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Map<Versioned, List<Node>> versions = new HashMap<>();
  private Map<String, List<Node>> entries;

  /**
   * @param outermost the whole text
   */
  Targets(Node outermost) {
    this.bundle = "Bundle".equals(outermost.type()) ? outermost : null;
    this.bundleType = bundle == null ? null : bundle.childText("type");
  }

  /** Of the bundle that the whole text is, or null. */
  String bundleType() {
    return bundleType;
  }

  /**
   * Or null.
   *
   * @param from what is not contained and holds the reference
   */
  Node find(String reference, Node from) {
    if (reference.startsWith("#")) {
      return contained(reference.substring(1), from);
    }
    List<Node> found = entries(reference, from);
    return found.isEmpty() ? null : found.get(0);
  }

  private Node contained(String id, Node root) {
    return id.isEmpty() ? root : contained.computeIfAbsent(root, Targets::index).get(id);
  }

  private static Map<String, Node> index(Node root) {
    Map<String, Node> byId = new HashMap<>();
    for (Node each : root.children()) {
      if (each.name().equals("contained")) {
        byId.putIfAbsent(each.childText("id"), each);
      }
    }
    return byId;
  }

  /** All resources of the bundle that the reference means; empty outside of bundles. */
  List<Node> entries(String reference, Node from) {
    if (bundle == null) {
      return List.of();
    }
    String whole = PrimitiveForms.absolute(reference) ? reference : absolute(reference, from);
    if (whole == null) {
      return List.of();
    }
    int history = whole.indexOf(HISTORY);
    Map<String, List<Node>> byUrl = entries();
    if (history < 0) {
      return byUrl.getOrDefault(whole, List.of());
    }
    String version = whole.substring(history + HISTORY.length());
    return versions.getOrDefault(new Versioned(whole.substring(0, history), version), List.of());
  }

  /** Whether a resource of that type and id is in the bundle, whatever its address. */
  boolean named(String typeAndId) {
    entries();
    return names.contains(typeAndId);
  }

  private Map<String, List<Node>> entries() {
    if (entries == null) {
      entries = new HashMap<>();
      for (Node entry : bundle.children()) {
        Node resource = entry.name().equals("entry") ? entry.child("resource") : null;
        String url = resource == null ? null : entry.childText("fullUrl");
        String id = resource == null ? null : resource.childText("id");
        if (id != null) {
          names.add(resource.type() + "/" + id);
        }
        if (url != null) {
          entries.computeIfAbsent(url, each -> new ArrayList<>(1)).add(resource);
          versions
              .computeIfAbsent(new Versioned(url, version(resource)), each -> new ArrayList<>(1))
              .add(resource);
        }
      }
    }
    return entries;
  }

  private static String version(Node resource) {
    Node meta = resource.child("meta");
    return meta == null ? null : meta.childText("versionId");
  }

  /** A relative reference counts from the server of the entry's own address. */
  private static String absolute(String reference, Node from) {
    Node entry = from.parent();
    String url = entry == null ? null : entry.childText("fullUrl");
    int slash = reference.indexOf('/');
    if (url == null || slash < 0) {
      return null;
    }
    if (url.startsWith("urn:")) {
      return url.substring(0, url.lastIndexOf(':') + 1) + reference.substring(slash + 1);
    }
    int id = url.lastIndexOf('/');
    int type = id < 1 ? -1 : url.lastIndexOf('/', id - 1);
    return type < 0 ? null : url.substring(0, type + 1) + reference;
  }
}
