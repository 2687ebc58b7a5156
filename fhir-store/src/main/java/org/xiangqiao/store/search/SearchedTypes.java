package org.xiangqiao.store.search;

import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.search.criteria.Criterion;

/** Which types a search lets its caller see something of. */
final class SearchedTypes {

  /** Stands for all types. */
  static final String ANY = "*";

  /** A reference that may point at more may point at anything: R4 lists all types for those. */
  private static final int MOST_TYPES = 100;

  private SearchedTypes() {}

  /** The types whose resources are answered, included, or decide by conditions. */
  static Set<String> of(SearchQuery query) {
    Set<String> types = new TreeSet<>(Criterion.lookedInto(query.criteria()));
    types.add(query.type());
    for (SearchQuery.Include include : query.includes()) {
      if (include.targetType() != null) {
        types.add(include.targetType());
      } else {
        types.addAll(targets(include.parameter()));
      }
    }
    query.reverseIncludes().forEach(include -> types.add(include.parameter().type()));
    return types;
  }

  static Set<String> of(SeveralTypesQuery query) {
    Set<String> types = new TreeSet<>();
    query
        .criteria()
        .forEach(
            (type, criteria) -> {
              types.add(type);
              types.addAll(Criterion.lookedInto(criteria));
            });
    return query.anyType() ? Set.of(ANY) : types;
  }

  private static Set<String> targets(IndexedParameter parameter) {
    int targets = parameter.targets().size();
    return targets == 0 || targets > MOST_TYPES ? Set.of(ANY) : parameter.targets();
  }
}
