package org.xiangqiao.bench.oracle.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;

/** Conditions on number parameters (R4 search.html#number). */
final class Numbers implements Conditions {

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    List<Criterion> all = new ArrayList<>();
    List<BigDecimal> numbers = values.stream().flatMap(value -> numbers(value).stream()).toList();
    if (numbers.isEmpty()) {
      return all;
    }
    for (String prefix : Dates.PREFIXES) {
      all.add(
          new Criterion(
              parameter.name(),
              prefix + literal(pick.from(numbers), pick),
              "number " + (prefix.isEmpty() ? "=" : prefix)));
    }
    all.add(
        new Criterion(
            parameter.name(),
            pick.from(numbers).toPlainString() + "," + pick.from(numbers).toPlainString(),
            "number or"));
    return all;
  }

  static List<BigDecimal> numbers(Base value) {
    if (value instanceof DecimalType decimal && decimal.hasValue()) {
      return List.of(decimal.getValue());
    }
    if (value instanceof IntegerType integer && integer.hasValue()) {
      return List.of(BigDecimal.valueOf(integer.getValue()));
    }
    return List.of();
  }

  /** The number with fewer, more or the same significant digits. */
  static String literal(BigDecimal number, Pick pick) {
    return switch (pick.below(6)) {
      case 0 -> number.round(new MathContext(1, RoundingMode.HALF_UP)).toPlainString();
      case 1 -> number.round(new MathContext(2, RoundingMode.HALF_UP)).toPlainString();
      case 2 -> number.setScale(number.scale() + 1, RoundingMode.HALF_UP).toPlainString();
      case 3 ->
          number.signum() == 0
              ? "0"
              : number.stripTrailingZeros().unscaledValue()
                  + "e"
                  + -number.stripTrailingZeros().scale();
      default -> number.toPlainString();
    };
  }
}
