package org.xiangqiao.store.index;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.SampledData;

/** Numbers and quantities (R4 search.html#number, #quantity) as rows of the index. */
final class Amounts {

  /** System of currency codes in {@code Money.currency} (R4 datatypes.html#Money). */
  static final String CURRENCY = "urn:iso:std:iso:4217";

  private final UnitConversion units;
  private final IndexHash hash;

  Amounts(UnitConversion units, IndexHash hash) {
    this.units = units;
    this.hash = hash;
  }

  /** Empty for elements that are neither. */
  List<IndexValues.QuantityValue> of(String parameter, Base element) {
    List<IndexValues.QuantityValue> amounts = new ArrayList<>(2);
    if (element instanceof DecimalType number && number.getValue() != null) {
      amounts.add(plain(parameter, AmountRange.exactly(number.getValue())));
    } else if (element instanceof IntegerType number && number.getValue() != null) {
      amounts.add(plain(parameter, AmountRange.exactly(BigDecimal.valueOf(number.getValue()))));
    } else if (element instanceof Quantity quantity && quantity.getValue() != null) {
      add(amounts, parameter, range(quantity), quantity);
    } else if (element instanceof Money money && money.getValue() != null) {
      AmountRange range = AmountRange.exactly(money.getValue());
      amounts.add(amount(parameter, range, CURRENCY, money.getCurrency()));
    } else if (element instanceof Range range && !range.isEmpty()) {
      Quantity unit = range.hasLow() ? range.getLow() : range.getHigh();
      add(amounts, parameter, range(range), unit);
    } else if (element instanceof SampledData data && data.getOrigin().getValue() != null) {
      add(amounts, parameter, AmountRange.exactly(data.getOrigin().getValue()), data.getOrigin());
    }
    return amounts;
  }

  private void add(
      List<IndexValues.QuantityValue> amounts, String parameter, AmountRange range, Quantity unit) {
    String code = unit.getCode() != null ? unit.getCode() : unit.getUnit();
    if (code == null) {
      amounts.add(plain(parameter, range));
      return;
    }
    amounts.add(amount(parameter, range, unit.getCode() != null ? unit.getSystem() : null, code));
    if (unit.getUnit() != null && !unit.getUnit().equals(code)) {
      amounts.add(amount(parameter, range, null, unit.getUnit()));
    }
  }

  private static IndexValues.QuantityValue plain(String parameter, AmountRange range) {
    return new IndexValues.QuantityValue(parameter, range.low(), range.high(), 0, 0, null, null, 0);
  }

  private IndexValues.QuantityValue amount(
      String parameter, AmountRange range, String system, String code) {
    Optional<UnitConversion.Canonical> canonical =
        UnitConversion.UCUM.equals(system) ? units.canonical(code, range) : Optional.empty();
    return new IndexValues.QuantityValue(
        parameter,
        range.low(),
        range.high(),
        code == null ? 0 : hash.unit("", code),
        system == null || code == null ? 0 : hash.unit(system, code),
        canonical.map(form -> form.range().low()).orElse(null),
        canonical.map(form -> form.range().high()).orElse(null),
        canonical.map(form -> hash.unit(UnitConversion.UCUM, form.unit())).orElse(0L));
  }

  /** {@code < 5} is everything below. */
  private static AmountRange range(Quantity quantity) {
    BigDecimal value = quantity.getValue();
    QuantityComparator comparator = quantity.getComparator();
    if (comparator == QuantityComparator.LESS_THAN
        || comparator == QuantityComparator.LESS_OR_EQUAL) {
      return new AmountRange(AmountRange.LEAST, value);
    }
    return comparator == QuantityComparator.GREATER_THAN
            || comparator == QuantityComparator.GREATER_OR_EQUAL
        ? new AmountRange(value, AmountRange.MOST)
        : AmountRange.exactly(value);
  }

  private static AmountRange range(Range range) {
    return new AmountRange(
        range.getLow().getValue() != null ? range.getLow().getValue() : AmountRange.LEAST,
        range.getHigh().getValue() != null ? range.getHigh().getValue() : AmountRange.MOST);
  }
}
