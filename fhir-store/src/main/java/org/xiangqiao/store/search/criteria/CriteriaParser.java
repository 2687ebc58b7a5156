package org.xiangqiao.store.search.criteria;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.DATE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.REFERENCE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.STRING;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.TOKEN;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.URI;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
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
  private final Map<RestSearchParameterTypeEnum, ParameterReader> readers;
  private final Map<String, NamedReader> named;
  private final ChainReader chains;

  /**
   * @param ownBases base URLs of this server, with trailing slash
   * @param maxValues most values that one parameter may list
   * @param maxDepth most references that one condition may follow
   */
  public CriteriaParser(
      SearchParameters parameters,
      IndexHash hash,
      List<String> ownBases,
      int maxValues,
      int maxDepth) {
    this.maxValues = maxValues;
    DateReader dates = new DateReader(parameters, hash);
    TokenReader tokens = new TokenReader(hash);
    this.readers =
        Map.of(
            TOKEN, tokens,
            URI, new UriReader(hash),
            STRING, new StringReader(hash),
            DATE, dates,
            REFERENCE, new ReferenceReader(hash, parameters, ownBases, tokens));
    LinkReader links = new LinkReader(parameters, hash, maxDepth);
    this.chains = new ChainReader(links, this::criterion);
    this.named =
        Map.of(
            "_id", this::ids,
            "_lastUpdated", (focus, name, value) -> lastUpdated(dates, focus, name, value),
            "_has", new HasReader(links, this::criterion),
            "_list", new ListReader(),
            "_filter", new FilterReader(links, hash, this::criterion));
  }

  public List<Criterion> parse(
      int tenantId, TypeParameters type, ParameterName name, List<String> values) {
    Focus focus = new Focus(tenantId, type, 0);
    return values.stream().map(value -> criterion(focus, name, value)).toList();
  }

  private Criterion criterion(Focus focus, ParameterName name, String value) {
    NamedReader own = named.get(name.code());
    if (own != null) {
      return own.read(focus, name, value);
    }
    if (ChainReader.isChain(name)) {
      return chains.read(focus, name, value);
    }
    IndexedParameter parameter =
        focus.type().find(name.code()).orElseThrow(() -> unknown(focus.type(), name));
    return readers
        .get(parameter.kind())
        .read(focus.tenantId(), parameter, name, alternatives(name, value));
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

  private Criterion ids(Focus focus, ParameterName name, String value) {
    name.requireModifier(focus.type().type(), Set.of());
    return new IdCriterion(alternatives(name, value).stream().map(ValueSyntax::unescape).toList());
  }

  private Criterion lastUpdated(DateReader dates, Focus focus, ParameterName name, String value) {
    name.requireModifier(focus.type().type(), Set.of());
    return dates.lastUpdated(name, alternatives(name, value));
  }

  private StoreException unknown(TypeParameters type, ParameterName name) {
    Set<String> supported = new TreeSet<>(named.keySet());
    type.all().forEach(parameter -> supported.add(parameter.name()));
    return SearchProblems.unknownParameter(name.raw(), type.type(), supported);
  }
}
