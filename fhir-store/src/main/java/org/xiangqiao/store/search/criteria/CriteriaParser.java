package org.xiangqiao.store.search.criteria;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.COMPOSITE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.DATE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.NUMBER;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.QUANTITY;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.REFERENCE;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.SPECIAL;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.STRING;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.TOKEN;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.URI;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.index.UnitConversion;

/**
 * Turns one parameter of a URL into conditions: one for each repetition of the parameter. What is
 * unknown is refused.
 */
public final class CriteriaParser {

  /** Parameters that the text index answers. */
  public static final Set<String> TEXT = Set.of("_text", "_content");

  /** Codes that a value set or hierarchy may stand for: each is a key to look up. */
  private static final int MAX_CODES = 10_000;

  private final IndexHash hash;
  private final int maxValues;
  private final Map<RestSearchParameterTypeEnum, ParameterReader> readers;
  private final Map<String, NamedReader> named;
  private final ChainReader chains;

  /**
   * @param spelling how names are read aloud
   * @param text full text, or null where there is none
   * @param ownBases base URLs of this server, with trailing slash
   * @param maxValues most values that one parameter may list
   * @param maxDepth most references that one condition may follow
   * @param patientsStored whether references to Patients lead to stored ones
   * @param clock tells how far a date is away, for {@code ap}
   */
  public CriteriaParser(
      SearchParameters parameters,
      IndexHash hash,
      UnitConversion units,
      CodeLookup lookup,
      NameSpelling spelling,
      TextSearch text,
      List<String> ownBases,
      int maxValues,
      int maxDepth,
      boolean patientsStored,
      Clock clock) {
    this.hash = hash;
    this.maxValues = maxValues;
    DateReader dates = new DateReader(parameters, hash, clock);
    TokenReader tokens = new TokenReader(hash, lookup, MAX_CODES);
    ReferenceReader references =
        new ReferenceReader(hash, parameters, ownBases, patientsStored, tokens);
    StringReader strings = new StringReader(hash, spelling);
    AmountReader amounts = new AmountReader(parameters, hash, units);
    this.readers =
        Map.of(
            TOKEN, tokens,
            URI, new UriReader(hash),
            STRING, strings,
            DATE, dates,
            REFERENCE, references,
            NUMBER, amounts,
            QUANTITY, amounts,
            SPECIAL, new NearReader(hash, units),
            COMPOSITE,
                new CompositeReader(parameters, hash, tokens, references, strings, dates, amounts));
    LinkReader links = new LinkReader(parameters, hash, maxDepth, patientsStored);
    this.chains = new ChainReader(links, this::criterion);
    Map<String, NamedReader> own = new HashMap<>();
    own.put("_id", this::ids);
    own.put("_lastUpdated", (focus, name, value) -> lastUpdated(dates, focus, name, value));
    own.put("_has", new HasReader(links, this::criterion));
    own.put("_list", new ListReader());
    own.put("_filter", new FilterReader(links, hash, this::criterion));
    if (text != null) {
      WordReader words = new WordReader(text);
      own.put("_text", words(words, TextSearch.Mode.NARRATIVE));
      own.put("_content", words(words, TextSearch.Mode.CONTENT));
    }
    this.named = Map.copyOf(own);
  }

  public List<Criterion> parse(
      int tenantId, TypeParameters type, ParameterName name, List<String> values) {
    Focus focus = new Focus(tenantId, type, 0);
    if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
      throw SearchProblems.badEncoding();
    }
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
    List<String> values = alternatives(name, value);
    return "missing".equals(name.modifier())
        ? missing(parameter, name, values)
        : readers.get(parameter.kind()).read(focus.tenantId(), parameter, name, values);
  }

  private NamedReader words(WordReader words, TextSearch.Mode mode) {
    return (focus, name, value) -> words.read(focus, name, mode, alternatives(name, value));
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

  private Criterion missing(IndexedParameter parameter, ParameterName name, List<String> values) {
    if (values.size() != 1 || !Set.of("true", "false").contains(values.get(0))) {
      throw SearchProblems.badMissing(name.raw());
    }
    if (parameter.composite() != null) {
      throw SearchProblems.unsupportedModifier(
          name.raw(), name.modifier(), parameter.type(), Set.of());
    }
    return new MissingCriterion(hash.presence(parameter.key()), values.get(0).equals("true"));
  }

  private StoreException unknown(TypeParameters type, ParameterName name) {
    Set<String> supported = new TreeSet<>(named.keySet());
    type.all().forEach(parameter -> supported.add(parameter.name()));
    return SearchProblems.unknownParameter(name.raw(), type.type(), supported);
  }
}
