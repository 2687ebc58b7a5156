package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.search.criteria.SearchProblems;

/**
 * Reads {@code _sort} (R4 search.html#sort): parameters in order of weight, {@code -} descending.
 */
final class SortParser {

  /** More keys decide nothing that these leave open. */
  private static final int MAX_KEYS = 8;

  private final IndexHash hash;

  SortParser(IndexHash hash) {
    this.hash = hash;
  }

  SearchQuery.Order parse(TypeParameters type, List<String> values) {
    List<SearchQuery.Sort> keys = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (String value : values) {
      for (String key : value.split(",", -1)) {
        boolean descending = key.startsWith("-");
        String name = descending ? key.substring(1) : key;
        if (!names.add(name) || names.size() > MAX_KEYS) {
          throw SearchProblems.badSort(MAX_KEYS);
        }
        keys.add(key(type, name, descending));
      }
    }
    return new SearchQuery.Order(List.copyOf(keys));
  }

  private SearchQuery.Sort key(TypeParameters type, String name, boolean descending) {
    if (name.equals("_lastUpdated")) {
      return new SearchQuery.Sort(SearchQuery.SortKey.LAST_UPDATED, descending, null);
    }
    if (name.equals("_id")) {
      return new SearchQuery.Sort(SearchQuery.SortKey.ID, descending, null);
    }
    IndexedParameter parameter = type.find(name).orElseThrow(() -> unsupported(type));
    if (type.isMainDate(parameter)) {
      return new SearchQuery.Sort(SearchQuery.SortKey.MAIN_DATE, descending, null);
    }
    return new SearchQuery.Sort(
        SearchQuery.SortKey.PARAMETER,
        descending,
        SortColumn.of(type, parameter, hash).orElseThrow(() -> unsupported(type)));
  }

  private RuntimeException unsupported(TypeParameters type) {
    List<String> sortable = new ArrayList<>(List.of("_id", "_lastUpdated"));
    for (IndexedParameter each : type.all()) {
      if (type.isMainDate(each) || SortColumn.of(type, each, hash).isPresent()) {
        sortable.add(each.name());
      }
    }
    return SearchProblems.unsupportedSort(type.type(), String.join(", ", sortable));
  }
}
