package org.xiangqiao.store.search.criteria;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.AmountRange;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.UnitConversion;

/**
 * Reads {@code near=latitude|longitude|distance|units} (R4 location.html#search). Without units
 * kilometres are meant; without a distance {@value #DEFAULT_KM} km, about a township (乡镇).
 */
final class NearReader implements ParameterReader {

  private static final int DEFAULT_KM = 20;

  private final IndexHash hash;
  private final UnitConversion units;

  NearReader(IndexHash hash, UnitConversion units) {
    this.hash = hash;
    this.units = units;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), Set.of());
    return new NearCriterion(
        hash.parameter(parameter.key()),
        values.stream().map(value -> circle(name, value)).toList());
  }

  private NearCriterion.Circle circle(ParameterName name, String value) {
    List<String> parts = ValueSyntax.split(value, '|');
    if (parts.size() < 2 || parts.size() > 4) {
      throw SearchProblems.badPosition(name.raw());
    }
    double latitude = number(name, parts.get(0)).doubleValue();
    double longitude = number(name, parts.get(1)).doubleValue();
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      throw SearchProblems.badPosition(name.raw());
    }
    boolean distant = parts.size() > 2 && !parts.get(2).isEmpty();
    BigDecimal distance = distant ? number(name, parts.get(2)) : BigDecimal.valueOf(DEFAULT_KM);
    if (distance.signum() < 0) {
      throw SearchProblems.badPosition(name.raw());
    }
    String unit = parts.size() == 4 && !parts.get(3).isEmpty() ? parts.get(3) : "km";
    UnitConversion.Canonical metres =
        units
            .canonical(unit.equals("mi") ? "[mi_i]" : unit, AmountRange.exactly(distance))
            .filter(canonical -> canonical.unit().equals("m"))
            .orElseThrow(() -> SearchProblems.badPosition(name.raw()));
    return new NearCriterion.Circle(latitude, longitude, metres.range().low().doubleValue() / 1000);
  }

  private static BigDecimal number(ParameterName name, String text) {
    return AmountRange.parse(text).orElseThrow(() -> SearchProblems.badPosition(name.raw()));
  }
}
