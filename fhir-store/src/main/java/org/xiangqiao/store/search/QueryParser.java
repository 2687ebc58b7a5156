package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.search.criteria.CriteriaParser;
import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.ParameterName;
import org.xiangqiao.store.search.criteria.SearchProblems;

/**
 * Turns parameters as they stand in a URL into a {@link SearchQuery}; what is unknown is refused,
 * because leaving out a condition widens the answer, unless the caller asked for lenience.
 */
final class QueryParser {

  private final SearchParameters parameters;
  private final CriteriaParser conditions;
  private final ResultParameters results;

  QueryParser(SearchParameters parameters, CriteriaParser conditions, SearchSettings settings) {
    this.parameters = parameters;
    this.conditions = conditions;
    this.results = new ResultParameters(parameters, settings);
  }

  SearchQuery parse(int tenantId, SearchRequest request) {
    if (!parameters.knowsType(request.type())) {
      throw SearchProblems.unknownType(request.type());
    }
    TypeParameters type = parameters.of(request.type());
    List<Criterion> criteria = new ArrayList<>();
    Map<String, List<String>> applied = new LinkedHashMap<>();
    ResultParameters.Wishes wishes = results.wishes(type);
    request
        .parameters()
        .forEach(
            (raw, values) -> {
              try {
                ParameterName name = ParameterName.parse(raw);
                if (ResultParameters.NAMES.contains(name.code())) {
                  wishes.add(name, values);
                } else {
                  criteria.addAll(conditions.parse(tenantId, type, name, values));
                }
                applied.put(raw, List.copyOf(values));
              } catch (StoreException e) {
                if (!request.lenient() || e.kind() != StoreProblem.Kind.UNSUPPORTED_SEARCH) {
                  throw e;
                }
              }
            });
    return wishes.query(criteria, applied);
  }

  /** Criteria of a conditional interaction: conditions only, and at least one. */
  SearchQuery parseCriteria(int tenantId, String type, String criteria) {
    Map<String, List<String>> wanted = CriteriaString.parse(criteria);
    if (wanted.isEmpty()) {
      throw SearchProblems.emptyCriteria(type);
    }
    for (String raw : wanted.keySet()) {
      if (ResultParameters.NAMES.contains(ParameterName.parse(raw).code())) {
        throw SearchProblems.criteriaResultParameter(raw);
      }
    }
    return parse(tenantId, new SearchRequest(type, wanted, false));
  }
}
