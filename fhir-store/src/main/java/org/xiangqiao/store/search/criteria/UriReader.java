package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;

/** Reads URI parameters (R4 search.html#uri): whole URIs, with case. */
final class UriReader implements ParameterReader {

  private final IndexHash hash;

  UriReader(IndexHash hash) {
    this.hash = hash;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), Set.of());
    return TokenCriterion.of(
        values.stream()
            .mapToLong(value -> hash.uri(tenantId, parameter.key(), ValueSyntax.unescape(value)))
            .toArray());
  }
}
