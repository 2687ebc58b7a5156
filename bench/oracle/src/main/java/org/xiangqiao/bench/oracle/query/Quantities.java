package org.xiangqiao.bench.oracle.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Quantity;

/** Conditions on quantity parameters (R4 search.html#quantity). */
final class Quantities implements Conditions {

  private static final String UCUM = "http://unitsofmeasure.org";

  /** Another unit of the same kind, and how many of it are one of the first. */
  private record Other(String code, BigDecimal factor) {}

  private static final Map<String, Other> OTHER_UNITS =
      Map.of(
          "cm", new Other("m", new BigDecimal("0.01")),
          "m", new Other("cm", new BigDecimal("100")),
          "mm", new Other("cm", new BigDecimal("0.1")),
          "kg", new Other("g", new BigDecimal("1000")),
          "g", new Other("kg", new BigDecimal("0.001")),
          "mg", new Other("g", new BigDecimal("0.001")),
          "mg/dL", new Other("g/L", new BigDecimal("0.01")),
          "h", new Other("min", new BigDecimal("60")));

  @Override
  public List<Criterion> of(Parameter parameter, List<Base> values, Pick pick) {
    List<Criterion> all = new ArrayList<>();
    List<Quantity> quantities =
        values.stream()
            .filter(Quantity.class::isInstance)
            .map(Quantity.class::cast)
            .filter(Quantity::hasValue)
            .toList();
    String name = parameter.name();
    if (quantities.isEmpty()) {
      values.stream()
          .filter(Money.class::isInstance)
          .map(Money.class::cast)
          .filter(Money::hasValue)
          .limit(3)
          .forEach(
              money ->
                  all.add(
                      new Criterion(
                          name,
                          pick.from(Dates.PREFIXES) + money.getValue().toPlainString(),
                          "quantity of money")));
      return all;
    }
    for (String prefix : Dates.PREFIXES) {
      Quantity one = pick.from(quantities);
      String number = prefix + Numbers.literal(one.getValue(), pick);
      all.add(
          new Criterion(
              name, number + unit(one, pick), "quantity " + (prefix.isEmpty() ? "=" : prefix)));
    }
    Quantity one = pick.from(quantities);
    String number = one.getValue().toPlainString();
    all.add(new Criterion(name, number, "quantity number only"));
    all.add(new Criterion(name, number + "||" + unitText(one), "quantity ||unit"));
    all.add(new Criterion(name, number + "|http://none.example|x", "quantity other unit"));
    quantities.stream()
        .filter(each -> UCUM.equals(each.getSystem()) && OTHER_UNITS.containsKey(each.getCode()))
        .findAny()
        .ifPresent(
            each -> {
              Other other = OTHER_UNITS.get(each.getCode());
              String converted =
                  each.getValue().multiply(other.factor()).stripTrailingZeros().toPlainString();
              all.add(
                  new Criterion(
                      name,
                      pick.of("", "ge", "lt") + converted + "|" + UCUM + "|" + other.code(),
                      "quantity converted"));
            });
    return all;
  }

  /** {@code |system|code}, {@code ||code} or nothing. */
  static String unit(Quantity quantity, Pick pick) {
    if (quantity.hasSystem() && quantity.hasCode() && !pick.oneIn(4)) {
      return "|" + quantity.getSystem() + "|" + quantity.getCode();
    }
    return pick.oneIn(2) ? "||" + unitText(quantity) : "";
  }

  private static String unitText(Quantity quantity) {
    return quantity.hasCode() ? quantity.getCode() : quantity.hasUnit() ? quantity.getUnit() : "x";
  }
}
