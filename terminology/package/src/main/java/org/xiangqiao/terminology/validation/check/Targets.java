package org.xiangqiao.terminology.validation.check;

import java.util.Iterator;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * What references point to inside the text (R4 references.html#contained, bundle.html#references).
 */
final class Targets {

  private Targets() {}

  /** Or null. */
  static Node find(String reference, Scope scope) {
    if (reference.startsWith("#")) {
      return contained(reference.substring(1), scope.root());
    }
    Node bundle = scope.outermost();
    return "Bundle".equals(bundle.type()) ? entry(reference, bundle, scope.root()) : null;
  }

  private static Node contained(String id, Node root) {
    if (id.isEmpty()) {
      return root;
    }
    for (Node each : root.children()) {
      if (each.name().equals("contained") && id.equals(each.childText("id"))) {
        return each;
      }
    }
    return null;
  }

  private static Node entry(String reference, Node bundle, Node from) {
    String absolute = absolute(reference, from);
    for (Iterator<Node> it = bundle.all("entry").iterator(); it.hasNext(); ) {
      Node entry = it.next();
      Node resource = entry.child("resource");
      String url = entry.childText("fullUrl");
      if (resource != null && url != null && (url.equals(reference) || url.equals(absolute))) {
        return resource;
      }
    }
    return null;
  }

  /** A relative reference counts from the server of the entry's own address. */
  private static String absolute(String reference, Node from) {
    Node entry = from.parent();
    String url = entry == null ? null : entry.childText("fullUrl");
    if (url == null || reference.contains(":")) {
      return null;
    }
    String own = from.type() + "/" + from.childText("id");
    return url.endsWith("/" + own)
        ? url.substring(0, url.length() - own.length()) + reference
        : null;
  }
}
