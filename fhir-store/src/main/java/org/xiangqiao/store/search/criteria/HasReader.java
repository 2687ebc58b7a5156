package org.xiangqiao.store.search.criteria;

/** Reads reverse chains: {@code _has:Observation:patient:code} (R4 search.html#has). */
final class HasReader implements NamedReader {

  private final LinkReader links;
  private final ChainReader.Inner conditions;

  HasReader(LinkReader links, ChainReader.Inner conditions) {
    this.links = links;
    this.conditions = conditions;
  }

  @Override
  public Criterion read(Focus focus, ParameterName name, String value) {
    String[] parts = name.modifier() == null ? new String[0] : name.modifier().split(":", 3);
    if (parts.length < 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
      throw SearchProblems.badHas(name.raw(), focus.type().type());
    }
    ParameterName rest = ParameterName.parse(name.raw(), parts[2]);
    return links.backward(
        focus, name.raw(), parts[0], parts[1], source -> conditions.read(source, rest, value));
  }
}
