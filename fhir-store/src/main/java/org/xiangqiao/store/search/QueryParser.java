package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;

/**
 * Turns parameters as they stand in a URL into a {@link SearchQuery}; what is unknown is refused,
 * because leaving out a condition widens the answer, unless the caller asked for lenience.
 */
final class QueryParser {

  private static final Set<String> NO_MODIFIERS = Set.of();

  private final SearchParameters parameters;
  private final SearchSettings settings;
  private final TokenCriteria tokens;
  private final ReferenceCriteria references;
  private final StringCriteria strings;
  private final DateCriteria dates;
  private final ResultParameters results;

  QueryParser(SearchParameters parameters, IndexHash hash, SearchSettings settings) {
    this.parameters = parameters;
    this.settings = settings;
    this.tokens = new TokenCriteria(hash);
    this.references = new ReferenceCriteria(hash, parameters, settings.ownBases());
    this.strings = new StringCriteria(hash);
    this.dates = new DateCriteria(hash);
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
                  criteria.addAll(criteria(tenantId, type, name, values));
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
    Map<String, List<String>> conditions = CriteriaString.parse(criteria);
    if (conditions.isEmpty()) {
      throw SearchProblems.emptyCriteria(type);
    }
    for (String raw : conditions.keySet()) {
      if (ResultParameters.NAMES.contains(ParameterName.parse(raw).code())) {
        throw SearchProblems.criteriaResultParameter(raw);
      }
    }
    return parse(tenantId, new SearchRequest(type, conditions, false));
  }

  private List<Criterion> criteria(
      int tenantId, TypeParameters type, ParameterName name, List<String> values) {
    List<Criterion> criteria = new ArrayList<>();
    for (String value : values) {
      List<String> alternatives = ValueSyntax.split(value, ',');
      if (alternatives.size() > settings.maxValues()) {
        throw SearchProblems.tooManyValues(name.raw(), settings.maxValues());
      }
      if (alternatives.stream().anyMatch(String::isBlank)) {
        throw SearchProblems.emptyValue(name.raw());
      }
      criteria.add(criterion(tenantId, type, name, alternatives));
    }
    return criteria;
  }

  private Criterion criterion(
      int tenantId, TypeParameters type, ParameterName name, List<String> values) {
    if (name.code().equals("_id")) {
      requireModifier(type, name, NO_MODIFIERS);
      return new Criterion.Ids(values.stream().map(ValueSyntax::unescape).toList());
    }
    if (name.code().equals("_lastUpdated")) {
      requireModifier(type, name, NO_MODIFIERS);
      return dates.lastUpdated(name, values);
    }
    IndexedParameter parameter = type.find(name.code()).orElseThrow(() -> unknown(type, name));
    switch (parameter.kind()) {
      case TOKEN:
        requireModifier(type, name, TokenCriteria.MODIFIERS);
        return tokens.token(tenantId, parameter, name, values);
      case URI:
        requireModifier(type, name, NO_MODIFIERS);
        return tokens.uri(tenantId, parameter, values);
      case STRING:
        requireModifier(type, name, StringCriteria.MODIFIERS);
        return strings.text(parameter, name, values);
      case DATE:
        requireModifier(type, name, NO_MODIFIERS);
        return dates.date(parameter, type.isMainDate(parameter), name, values);
      case REFERENCE:
        return "identifier".equals(name.modifier())
            ? tokens.referenceIdentifier(tenantId, parameter, name, values)
            : references.reference(tenantId, parameter, name, values);
      default:
        throw unknown(type, name);
    }
  }

  private static void requireModifier(TypeParameters type, ParameterName name, Set<String> known) {
    if (name.modifier() != null && !known.contains(name.modifier())) {
      throw SearchProblems.unsupportedModifier(
          name.raw(), name.modifier(), type.type(), new TreeSet<>(known));
    }
  }

  private static StoreException unknown(TypeParameters type, ParameterName name) {
    if (name.raw().indexOf('.') > 0 || name.code().equals("_has")) {
      return SearchProblems.chain(name.raw(), type.type());
    }
    Set<String> supported = new TreeSet<>(Set.of("_id", "_lastUpdated"));
    type.all().forEach(parameter -> supported.add(parameter.name()));
    return SearchProblems.unknownParameter(name.raw(), type.type(), supported);
  }
}
