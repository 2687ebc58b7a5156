package org.xiangqiao.store.search;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.ParameterName;
import org.xiangqiao.store.search.criteria.SearchProblems;

/** Reads the parameters that shape the answer (R4 search.html#return). */
final class ResultParameters {

  /** Of these, {@code _format}, {@code _pretty} and {@code _elements} are the server's business. */
  static final Set<String> NAMES =
      Set.of(
          "_count",
          "_total",
          "_summary",
          "_sort",
          "_include",
          "_revinclude",
          "_format",
          "_pretty",
          "_elements");

  private final SearchParameters parameters;
  private final SearchSettings settings;

  ResultParameters(SearchParameters parameters, SearchSettings settings) {
    this.parameters = parameters;
    this.settings = settings;
  }

  Wishes wishes(TypeParameters type) {
    return new Wishes(type);
  }

  /** What the caller wants, gathered parameter by parameter. */
  final class Wishes {

    private final TypeParameters type;
    private final Set<SearchQuery.Include> includes = new LinkedHashSet<>();
    private final Set<SearchQuery.ReverseInclude> reverseIncludes = new LinkedHashSet<>();
    private SearchQuery.Order order = SearchQuery.Order.DEFAULT;
    private int count = settings.defaultCount();
    private boolean countOnly;
    private boolean total;

    private Wishes(TypeParameters type) {
      this.type = type;
    }

    void add(ParameterName name, List<String> values) {
      if (name.modifier() != null) {
        if (name.modifier().equals("iterate") || name.modifier().equals("recurse")) {
          throw SearchProblems.iterate(name.raw());
        }
        throw SearchProblems.unsupportedModifier(
            name.raw(), name.modifier(), type.type(), List.of());
      }
      for (String value : values) {
        switch (name.code()) {
          case "_count" -> count(value);
          case "_total" -> total(value);
          case "_summary" -> countOnly |= value.equals("count");
          case "_sort" -> sort(value);
          case "_include" -> include(value);
          case "_revinclude" -> reverseInclude(value);
          default -> {}
        }
      }
    }

    private void count(String value) {
      if (!value.matches("\\d{1,9}")) {
        throw SearchProblems.badResultParameter("_count", "0, 1, 2, …");
      }
      int wish = Integer.parseInt(value);
      countOnly |= wish == 0;
      count = Math.max(1, Math.min(wish, settings.maxCount()));
    }

    private void total(String value) {
      switch (value) {
        case "none" -> total = false;
        // An exact number is an estimate that cannot be bettered.
        case "accurate", "estimate" -> total = true;
        default -> throw SearchProblems.badResultParameter("_total", "none, accurate, estimate");
      }
    }

    private void sort(String value) {
      boolean descending = value.startsWith("-");
      String key = descending ? value.substring(1) : value;
      Optional<String> mainDate = type.mainDate().map(IndexedParameter::name);
      if (key.equals("_lastUpdated")) {
        order = new SearchQuery.Order(SearchQuery.SortKey.LAST_UPDATED, descending);
      } else if (key.equals("_id")) {
        order = new SearchQuery.Order(SearchQuery.SortKey.ID, descending);
      } else if (mainDate.isPresent() && mainDate.get().equals(key)) {
        order = new SearchQuery.Order(SearchQuery.SortKey.MAIN_DATE, descending);
      } else {
        throw SearchProblems.unsupportedSort(
            type.type(), "_id, _lastUpdated" + mainDate.map(date -> ", " + date).orElse(""));
      }
    }

    private void include(String value) {
      if (value.equals("*")) {
        references(type).forEach(each -> includes.add(new SearchQuery.Include(each, null)));
        return;
      }
      String[] parts = value.split(":", -1);
      boolean ours = parts[0].equals(type.type()) && (parts.length == 2 || parts.length == 3);
      String target = parts.length == 3 ? parts[2] : null;
      if (!ours || (target != null && !parameters.knowsType(target))) {
        throw badInclude("_include", type);
      }
      if (parts[1].equals("*")) {
        references(type).forEach(each -> includes.add(new SearchQuery.Include(each, target)));
        return;
      }
      includes.add(new SearchQuery.Include(reference("_include", type, parts[1]), target));
    }

    private void reverseInclude(String value) {
      String[] parts = value.split(":", -1);
      boolean known = parts.length == 2 || (parts.length == 3 && parts[2].equals(type.type()));
      if (!known || !parameters.knowsType(parts[0])) {
        throw SearchProblems.badInclude("_revinclude", type.type(), List.of("Type:parameter"));
      }
      TypeParameters source = parameters.of(parts[0]);
      reverseIncludes.add(
          new SearchQuery.ReverseInclude(reference("_revinclude", source, parts[1])));
    }

    private IndexedParameter reference(String name, TypeParameters of, String code) {
      return of.find(code)
          .filter(parameter -> parameter.kind() == RestSearchParameterTypeEnum.REFERENCE)
          .orElseThrow(() -> badInclude(name, of));
    }

    private RuntimeException badInclude(String name, TypeParameters of) {
      Set<String> allowed = new TreeSet<>();
      references(of).forEach(each -> allowed.add(of.type() + ":" + each.name()));
      return SearchProblems.badInclude(name, of.type(), allowed);
    }

    SearchQuery query(List<Criterion> criteria, Map<String, List<String>> applied) {
      return new SearchQuery(
          type.type(),
          List.copyOf(criteria),
          order,
          count,
          countOnly,
          total,
          List.copyOf(includes),
          List.copyOf(reverseIncludes),
          applied);
    }
  }

  static List<IndexedParameter> references(TypeParameters type) {
    List<IndexedParameter> references = new ArrayList<>();
    for (IndexedParameter parameter : type.all()) {
      if (parameter.kind() == RestSearchParameterTypeEnum.REFERENCE) {
        references.add(parameter);
      }
    }
    return references;
  }
}
