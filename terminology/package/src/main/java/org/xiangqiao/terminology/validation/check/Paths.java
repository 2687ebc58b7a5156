package org.xiangqiao.terminology.validation.check;

import java.util.LinkedHashSet;
import java.util.Set;
import org.xiangqiao.terminology.validation.json.Node;

/** All paths by which definitions may name an element: from each type that it lies in. */
final class Paths {

  private Paths() {}

  static Set<String> of(Node node) {
    Set<String> paths = new LinkedHashSet<>();
    String below = "";
    for (Node each = node; each != null; each = each.parent()) {
      paths.add(each.type() + below);
      if (each.resource()) {
        break;
      }
      if (each.shared() != null) {
        // Defined once, however deep it lies.
        paths.add(each.shared() + below);
        break;
      }
      below = "." + each.name() + below;
    }
    if (node.name().equals("value") || choice(node)) {
      Set<String> choices = new LinkedHashSet<>();
      paths.stream()
          .filter(path -> path.endsWith("." + node.name()))
          .forEach(path -> choices.add(path + "[x]"));
      paths.addAll(choices);
    }
    return paths;
  }

  private static boolean choice(Node node) {
    return !node.jsonName().equals(node.name());
  }
}
