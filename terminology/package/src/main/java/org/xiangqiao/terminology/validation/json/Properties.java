package org.xiangqiao.terminology.validation.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of one object while it is read: each may come once, and {@code name} and {@code
 * _name} belong together in whatever order they come. Few are sought one by one, many by hash.
 */
final class Properties {

  private static final int FEW = 12;

  private final List<Property> list = new ArrayList<>();
  private Map<String, Property> byName;

  /** Value and addition of one name. */
  static final class Property {
    private final String name;
    private final List<Node> nodes = new ArrayList<>(1);
    private boolean value;
    private boolean fork;
    private boolean twice;

    private Property(String name) {
      this.name = name;
    }

    /** False if it was there before. */
    boolean first(boolean asFork) {
      boolean before = asFork ? fork : value;
      fork |= asFork;
      value |= !asFork;
      return !before;
    }

    /** True for the first of those that come again. */
    boolean twice() {
      boolean first = !twice;
      twice = true;
      return first;
    }

    /** The node at that place of its array, or null. */
    Node at(int place) {
      return place < nodes.size() ? nodes.get(place) : null;
    }

    void add(Node node) {
      nodes.add(node);
    }
  }

  Property of(String name) {
    Property found = byName == null ? search(name) : byName.get(name);
    if (found != null) {
      return found;
    }
    Property made = new Property(name);
    list.add(made);
    if (byName != null) {
      byName.put(name, made);
    } else if (list.size() > FEW) {
      byName = new HashMap<>();
      list.forEach(each -> byName.put(each.name, each));
    }
    return made;
  }

  private Property search(String name) {
    for (Property each : list) {
      if (each.name.equals(name)) {
        return each;
      }
    }
    return null;
  }
}
