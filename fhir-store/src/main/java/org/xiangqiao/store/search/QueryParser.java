package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.Compartments;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.search.criteria.CompartmentReader;
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
  private final CompartmentReader compartments;

  QueryParser(
      SearchParameters parameters,
      IndexHash hash,
      CriteriaParser conditions,
      SearchSettings settings) {
    this.parameters = parameters;
    this.conditions = conditions;
    this.results = new ResultParameters(parameters, hash, settings);
    this.compartments = new CompartmentReader(new Compartments(), hash, settings.patientsStored());
  }

  SearchQuery parse(int tenantId, SearchRequest request) {
    if (!parameters.knowsType(request.type())) {
      throw SearchProblems.unknownType(request.type());
    }
    TypeParameters type = parameters.of(request.type());
    List<Criterion> criteria = new ArrayList<>();
    if (request.compartment() != null) {
      criteria.add(compartments.read(tenantId, type, request.compartment()));
    }
    Map<String, List<String>> applied = new LinkedHashMap<>();
    ResultParameters.Wishes wishes = results.wishes(type);
    forEach(
        request,
        (name, values) -> {
          if (ResultParameters.NAMES.contains(name.code())) {
            wishes.add(name, values);
          } else {
            criteria.addAll(conditions.parse(tenantId, type, name, values));
          }
          applied.put(name.raw(), List.copyOf(values));
        });
    return wishes.query(criteria, applied);
  }

  /** Leaves out what is not supported only if the caller asked for that. */
  private static void forEach(
      SearchRequest request, BiConsumer<ParameterName, List<String>> reader) {
    request
        .parameters()
        .forEach(
            (raw, values) -> {
              try {
                reader.accept(ParameterName.parse(raw), values);
              } catch (StoreException e) {
                if (!request.lenient() || e.kind() != StoreProblem.Kind.UNSUPPORTED_SEARCH) {
                  throw e;
                }
              }
            });
  }

  /**
   * A search over several types, each of which must know all parameters (R4 http.html#search). With
   * a compartment and without {@code _type} these are all types of the compartment.
   */
  SeveralTypesQuery parseSeveral(int tenantId, SearchRequest request) {
    SeveralTypes types = new SeveralTypes(parameters, compartments);
    List<TypeParameters> searched = types.of(request).stream().map(parameters::of).toList();
    Map<String, List<Criterion>> criteria = new LinkedHashMap<>();
    for (TypeParameters type : searched) {
      List<Criterion> own = new ArrayList<>();
      if (request.compartment() != null) {
        own.add(compartments.read(tenantId, type, request.compartment()));
      }
      criteria.put(type.type(), own);
    }
    Map<String, List<String>> applied = new LinkedHashMap<>();
    ResultParameters.Wishes wishes = results.wishes(searched.get(0));
    forEach(
        request,
        (name, values) -> {
          if (ResultParameters.NAMES.contains(name.code())) {
            SeveralTypes.requireCommon(name, values);
            wishes.add(name, values);
          } else if (!name.raw().equals(SeveralTypes.TYPE)) {
            Map<String, List<Criterion>> read = new LinkedHashMap<>();
            for (TypeParameters type : searched) {
              read.put(type.type(), conditions.parse(tenantId, type, name, values));
            }
            read.forEach((type, more) -> criteria.get(type).addAll(more));
          }
          applied.put(name.raw(), List.copyOf(values));
        });
    return new SeveralTypesQuery(
        wishes.query(List.of(), applied),
        criteria,
        request.compartment() == null && !applied.containsKey(SeveralTypes.TYPE));
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
      if (CriteriaParser.TEXT.contains(ParameterName.parse(raw).code())) {
        // The index is a moment behind: what was written a moment ago would be written again.
        throw SearchProblems.textInCriteria(raw);
      }
    }
    return parse(tenantId, new SearchRequest(type, wanted, false));
  }
}
