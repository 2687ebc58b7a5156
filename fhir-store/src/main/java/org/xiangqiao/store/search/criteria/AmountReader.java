package org.xiangqiao.store.search.criteria;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.UnitConversion;

/**
 * Reads number and quantity parameters (R4 search.html#number, #quantity): {@code 5.4}, {@code
 * 5.4|system|code}, {@code 5.4||code}. UCUM units compare in their canonical unit.
 */
final class AmountReader implements ParameterReader {

  private final IndexHash hash;
  private final UnitConversion units;
  private final SearchParameters parameters;

  AmountReader(SearchParameters parameters, IndexHash hash, UnitConversion units) {
    this.parameters = parameters;
    this.hash = hash;
    this.units = units;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), Set.of());
    List<String> keys =
        parameters.of(parameter.type()).stored(parameter).stream()
            .map(IndexedParameter::key)
            .toList();
    return criterion(keys, parameter.kind(), name, values);
  }

  /**
   * @param keys of the parameters, any of which
   */
  Criterion criterion(
      List<String> keys,
      RestSearchParameterTypeEnum kind,
      ParameterName name,
      List<String> values) {
    boolean quantity = kind == RestSearchParameterTypeEnum.QUANTITY;
    return new AmountCriterion(
        keys.stream().map(hash::parameter).toList(),
        values.stream().map(value -> wanted(name, value, quantity)).toList());
  }

  private AmountCriterion.Wanted wanted(ParameterName name, String value, boolean quantity) {
    List<String> parts = ValueSyntax.split(value, '|').stream().map(ValueSyntax::unescape).toList();
    AmountTest test = AmountTest.parse(name, parts.get(0));
    if (parts.size() == 1) {
      return new AmountCriterion.Wanted(test, AmountCriterion.Unit.ANY, 0);
    }
    if (!quantity || parts.size() != 3) {
      throw SearchProblems.badNumber(name.raw());
    }
    String system = parts.get(1);
    String code = parts.get(2);
    if (code.isEmpty()) {
      throw SearchProblems.badNumber(name.raw());
    }
    if (system.isEmpty()) {
      return new AmountCriterion.Wanted(test, AmountCriterion.Unit.CODE, hash.unit("", code));
    }
    Optional<AmountTest.UnitTest> canonical =
        UnitConversion.UCUM.equals(system) ? test.canonical(units, code) : Optional.empty();
    return canonical
        .map(
            form ->
                new AmountCriterion.Wanted(
                    form.test(),
                    AmountCriterion.Unit.CANONICAL,
                    hash.unit(UnitConversion.UCUM, form.unit())))
        .orElseGet(
            () ->
                new AmountCriterion.Wanted(
                    test, AmountCriterion.Unit.SYSTEM_AND_CODE, hash.unit(system, code)));
  }
}
