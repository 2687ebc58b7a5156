package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.StringFolding;

/**
 * Reads URI parameters (R4 search.html#uri): whole URIs, with case; {@code :below} those that begin
 * with the value, {@code :above} those that the value begins with.
 */
final class UriReader implements ParameterReader {

  private static final Set<String> MODIFIERS = Set.of("above", "below");

  private final IndexHash hash;

  UriReader(IndexHash hash) {
    this.hash = hash;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), MODIFIERS);
    List<String> uris = values.stream().map(ValueSyntax::unescape).toList();
    if ("below".equals(name.modifier())) {
      return new TermCriterion(
          hash.parameter(parameter.key()), uris.stream().map(StringFolding::shorten).toList());
    }
    List<String> wanted =
        "above".equals(name.modifier())
            ? uris.stream().flatMap(uri -> beginnings(uri).stream()).toList()
            : uris;
    return TokenCriterion.of(
        wanted.stream().mapToLong(uri -> hash.uri(tenantId, parameter.key(), uri)).toArray());
  }

  private static List<String> beginnings(String uri) {
    List<String> beginnings = new ArrayList<>();
    for (int end = 1; end <= uri.length(); end++) {
      beginnings.add(uri.substring(0, end));
    }
    return beginnings;
  }
}
