package org.xiangqiao.store.search.criteria;

import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.NUMBER;
import static ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum.QUANTITY;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.xiangqiao.store.index.CompositeParameter;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;

/** Reads composite parameters, {@code first$second} (R4 search.html#composite). */
final class CompositeReader implements ParameterReader {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9]\\d{0,18}");

  private final SearchParameters parameters;
  private final IndexHash hash;
  private final TokenReader tokens;
  private final ReferenceReader references;
  private final StringReader strings;
  private final DateReader dates;
  private final AmountReader amounts;

  CompositeReader(
      SearchParameters parameters,
      IndexHash hash,
      TokenReader tokens,
      ReferenceReader references,
      StringReader strings,
      DateReader dates,
      AmountReader amounts) {
    this.parameters = parameters;
    this.hash = hash;
    this.tokens = tokens;
    this.references = references;
    this.strings = strings;
    this.dates = dates;
    this.amounts = amounts;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), Set.of());
    return new AnyCriterion(
        values.stream().map(value -> one(tenantId, parameter, name, value)).toList());
  }

  private Criterion one(
      int tenantId, IndexedParameter parameter, ParameterName name, String value) {
    List<String> parts = ValueSyntax.split(value, '$');
    int last = parameter.composite().components().size() - 1;
    if (parts.size() != last + 1 || parts.stream().anyMatch(String::isBlank)) {
      throw SearchProblems.badComposite(name.raw());
    }
    RestSearchParameterTypeEnum kind = parameter.composite().components().get(last).kind();
    if (kind == NUMBER || kind == QUANTITY) {
      List<String> keys =
          parameters.of(parameter.type()).stored(parameter).stream()
              .map(each -> each.tailKey(head(tenantId, each, name, parts)))
              .toList();
      return amounts.criterion(keys, kind, name, List.of(parts.get(last)));
    }
    long head = head(tenantId, parameter, name, parts);
    return tail(tenantId, parameter, name, head, last, parts.get(last));
  }

  /** Hash of all components but the last. */
  private long head(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> parts) {
    long head = component(tenantId, parameter, name, 0, parts.get(0));
    for (int i = 1; i < parts.size() - 1; i++) {
      long next = component(tenantId, parameter, name, i, parts.get(i));
      head = hash.pair(tenantId, parameter.key(), head, next);
    }
    return head;
  }

  private long component(
      int tenantId, IndexedParameter parameter, ParameterName name, int index, String value) {
    CompositeParameter.Component component = parameter.composite().components().get(index);
    String key = parameter.componentKey(index);
    return switch (component.kind()) {
      case TOKEN -> tokens.component(tenantId, key, name, value);
      case REFERENCE -> references.component(tenantId, key, component.targets(), name, value);
      // Before the last component a number is a value like a code: it is compared as a whole.
      case NUMBER -> hash.code(tenantId, key, wholeNumber(name, value));
      default -> throw SearchProblems.badComposite(name.raw());
    };
  }

  private static String wholeNumber(ParameterName name, String value) {
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw SearchProblems.badComposite(name.raw());
    }
    return value;
  }

  private Criterion tail(
      int tenantId,
      IndexedParameter parameter,
      ParameterName name,
      long head,
      int last,
      String value) {
    CompositeParameter.Component component = parameter.composite().components().get(last);
    String key = parameter.tailKey(head);
    return switch (component.kind()) {
      case TOKEN, REFERENCE ->
          TokenCriterion.of(
              new long[] {
                hash.pair(
                    tenantId,
                    parameter.key(),
                    head,
                    component(tenantId, parameter, name, last, value))
              });
      case DATE -> dates.component(key, name, value);
      case STRING -> strings.criterion(key, name, TextCriterion.Match.PREFIX, List.of(value));
      default -> throw SearchProblems.badComposite(name.raw());
    };
  }
}
