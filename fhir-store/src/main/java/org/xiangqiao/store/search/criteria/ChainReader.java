package org.xiangqiao.store.search.criteria;

import java.util.function.Function;

/** Reads chains: {@code subject:Patient.organization.name} (R4 search.html#chaining). */
final class ChainReader {

  /** Reads one parameter of the resources at the end of a link. */
  interface Inner {
    Criterion read(Focus focus, ParameterName name, String value);
  }

  private final LinkReader links;
  private final Inner conditions;

  ChainReader(LinkReader links, Inner conditions) {
    this.links = links;
    this.conditions = conditions;
  }

  static boolean isChain(ParameterName name) {
    return name.text().indexOf('.') > 0;
  }

  Criterion read(Focus focus, ParameterName name, String value) {
    String text = name.text();
    int dot = text.indexOf('.');
    String rest = text.substring(dot + 1);
    if (rest.isEmpty()) {
      throw SearchProblems.badChain(name.raw());
    }
    Function<Focus, Criterion> inner =
        target -> conditions.read(target, ParameterName.parse(name.raw(), rest), value);
    return links.forward(focus, name.raw(), text.substring(0, dot), inner);
  }
}
