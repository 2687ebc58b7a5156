package org.xiangqiao.store.search;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.index.IndexHash;
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
  private final SortParser sorts;

  ResultParameters(SearchParameters parameters, IndexHash hash, SearchSettings settings) {
    this.parameters = parameters;
    this.sorts = new SortParser(hash);
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
    private final List<String> sortKeys = new ArrayList<>();
    private SearchQuery.Order order = SearchQuery.Order.DEFAULT;
    private int count = settings.defaultCount();
    private boolean countCut;
    private boolean countOnly;
    private SearchQuery.Total total = SearchQuery.Total.NONE;

    private Wishes(TypeParameters type) {
      this.type = type;
    }

    void add(ParameterName name, List<String> values) {
      boolean iterate = isIterated(name);
      for (String value : values) {
        switch (name.code()) {
          case "_count" -> count(value);
          case "_total" -> total(value);
          case "_summary" -> countOnly |= value.equals("count");
          case "_sort" -> sort(value);
          case "_include" -> include(name, value, iterate);
          case "_revinclude" -> reverseInclude(name, value, iterate);
          default -> {}
        }
      }
    }

    /** {@code :recurse} is what DSTU2 and STU3 called it; what it did then was not the same. */
    private boolean isIterated(ParameterName name) {
      boolean include = name.code().equals("_include") || name.code().equals("_revinclude");
      if (name.modifier() == null || (include && name.modifier().equals("iterate"))) {
        return name.modifier() != null;
      }
      throw SearchProblems.unsupportedModifier(
          name.raw(), name.modifier(), type.type(), include ? List.of("iterate") : List.of());
    }

    private void count(String value) {
      if (!value.matches("\\d{1,9}")) {
        throw SearchProblems.badResultParameter("_count", "0, 1, 2, …");
      }
      int wish = Integer.parseInt(value);
      countOnly |= wish == 0;
      countCut = wish > settings.maxCount();
      count = Math.max(1, Math.min(wish, settings.maxCount()));
    }

    private void total(String value) {
      total =
          switch (value) {
            case "none" -> SearchQuery.Total.NONE;
            case "estimate" -> SearchQuery.Total.ESTIMATE;
            case "accurate" -> SearchQuery.Total.ACCURATE;
            default ->
                throw SearchProblems.badResultParameter("_total", "none, estimate, accurate");
          };
    }

    /** Refused here, where a lenient search can leave it out. */
    private void sort(String value) {
      List<String> all = new ArrayList<>(sortKeys);
      all.add(value);
      order = sorts.parse(type, all);
      sortKeys.add(value);
    }

    private void include(ParameterName name, String value, boolean iterate) {
      String[] parts = (value.equals("*") && !iterate ? type.type() + ":*" : value).split(":", -1);
      // What another type refers to can only be reached through resources included before.
      boolean reached = iterate && parameters.knowsType(parts[0]) || parts[0].equals(type.type());
      String target = parts.length == 3 ? parts[2] : null;
      boolean known = target == null || parameters.knowsType(target);
      if (!reached || !known || parts.length < 2 || parts.length > 3) {
        throw badInclude(name, type);
      }
      for (IndexedParameter each : links(name, parameters.of(parts[0]), parts[1])) {
        includes.add(new SearchQuery.Include(each, target, iterate));
      }
    }

    private void reverseInclude(ParameterName name, String value, boolean iterate) {
      String[] parts = value.split(":", -1);
      String target = parts.length == 3 ? parts[2] : null;
      boolean reached =
          target == null || target.equals(type.type()) || (iterate && parameters.knowsType(target));
      if (parts.length < 2 || parts.length > 3 || !reached || !parameters.knowsType(parts[0])) {
        throw SearchProblems.badInclude(
            name.raw(), type.type(), List.of("Type:parameter", "Type:*"));
      }
      for (IndexedParameter each : links(name, parameters.of(parts[0]), parts[1])) {
        reverseIncludes.add(new SearchQuery.ReverseInclude(each, target, iterate));
      }
    }

    /** {@code *} stands for every reference parameter. */
    private List<IndexedParameter> links(ParameterName name, TypeParameters of, String code) {
      return code.equals("*") ? references(of) : List.of(reference(name, of, code));
    }

    private IndexedParameter reference(ParameterName name, TypeParameters of, String code) {
      return of.find(code)
          .filter(parameter -> parameter.kind() == RestSearchParameterTypeEnum.REFERENCE)
          .orElseThrow(() -> badInclude(name, of));
    }

    private RuntimeException badInclude(ParameterName name, TypeParameters of) {
      Set<String> allowed = new TreeSet<>();
      references(of).forEach(each -> allowed.add(of.type() + ":" + each.name()));
      return SearchProblems.badInclude(name.raw(), of.type(), allowed);
    }

    SearchQuery query(List<Criterion> criteria, Map<String, List<String>> applied) {
      Map<String, List<String>> told = new LinkedHashMap<>(applied);
      if (countCut) {
        told.put("_count", List.of(String.valueOf(count)));
      }
      return new SearchQuery(
          type.type(),
          List.copyOf(criteria),
          order,
          count,
          countOnly,
          total,
          List.copyOf(includes),
          List.copyOf(reverseIncludes),
          told);
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
