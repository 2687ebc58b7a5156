package org.xiangqiao.store.search.criteria;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.DATE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.REFERENCE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.STRING;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.TOKEN;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.URI;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;

/**
 * Turns one parameter of a URL into conditions: one for each repetition of the parameter. What is
 * unknown is refused.
 */
public final class CriteriaParser {

  private final int maxValues;
  private final DateReader dates;
  private final Map<RestSearchParameterTypeEnum, ParameterReader> readers;

  /**
   * @param ownBases base URLs of this server, with trailing slash
   * @param maxValues most values that one parameter may list
   */
  public CriteriaParser(
      SearchParameters parameters, IndexHash hash, List<String> ownBases, int maxValues) {
    this.maxValues = maxValues;
    this.dates = new DateReader(parameters, hash);
    TokenReader tokens = new TokenReader(hash);
    this.readers =
        Map.of(
            TOKEN, tokens,
            URI, new UriReader(hash),
            STRING, new StringReader(hash),
            DATE, dates,
            REFERENCE, new ReferenceReader(hash, parameters, ownBases, tokens));
  }

  public List<Criterion> parse(
      int tenantId, TypeParameters type, ParameterName name, List<String> values) {
    List<Criterion> criteria = new ArrayList<>();
    for (String value : values) {
      criteria.add(criterion(tenantId, type, name, alternatives(name, value)));
    }
    return criteria;
  }

  private List<String> alternatives(ParameterName name, String value) {
    List<String> alternatives = ValueSyntax.split(value, ',');
    if (alternatives.size() > maxValues) {
      throw SearchProblems.tooManyValues(name.raw(), maxValues);
    }
    if (alternatives.stream().anyMatch(String::isBlank)) {
      throw SearchProblems.emptyValue(name.raw());
    }
    return alternatives;
  }

  private Criterion criterion(
      int tenantId, TypeParameters type, ParameterName name, List<String> values) {
    if (name.code().equals("_id")) {
      name.requireModifier(type.type(), Set.of());
      return new IdCriterion(values.stream().map(ValueSyntax::unescape).toList());
    }
    if (name.code().equals("_lastUpdated")) {
      name.requireModifier(type.type(), Set.of());
      return dates.lastUpdated(name, values);
    }
    IndexedParameter parameter = type.find(name.code()).orElseThrow(() -> unknown(type, name));
    return readers.get(parameter.kind()).read(tenantId, parameter, name, values);
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
