package org.xiangqiao.store.search.criteria;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.xiangqiao.store.index.AmountRange;
import org.xiangqiao.store.index.UnitConversion;

/**
 * A comparison with a number (R4 search.html#prefix). Prefixes other than {@code eq}, {@code ne}
 * and {@code ap} take the number as exact.
 *
 * @param range what the number as written stands for
 */
record AmountTest(Prefix prefix, BigDecimal number, AmountRange range) {

  /** The prefixes of ordered values. */
  enum Prefix {
    EQ,
    NE,
    GT,
    LT,
    GE,
    LE,
    SA,
    EB,
    AP
  }

  static AmountTest parse(ParameterName name, String value) {
    Prefix prefix = Prefix.EQ;
    String number = value;
    if (value.length() > 2 && Character.isLetter(value.charAt(0))) {
      try {
        prefix = Prefix.valueOf(value.substring(0, 2).toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw SearchProblems.badNumber(name.raw());
      }
      number = value.substring(2);
    }
    BigDecimal parsed =
        AmountRange.parse(number).orElseThrow(() -> SearchProblems.badNumber(name.raw()));
    return new AmountTest(
        prefix,
        parsed,
        prefix == Prefix.AP ? AmountRange.approximately(parsed) : AmountRange.written(parsed));
  }

  /** The same comparison in the canonical unit. */
  Optional<UnitTest> canonical(UnitConversion units, String code) {
    return units
        .canonical(code, range)
        .flatMap(
            ranges ->
                units
                    .canonical(code, AmountRange.exactly(number))
                    .map(
                        exact ->
                            new UnitTest(
                                ranges.unit(),
                                new AmountTest(prefix, exact.range().low(), ranges.range()))));
  }

  /**
   * @param unit canonical UCUM code
   */
  record UnitTest(String unit, AmountTest test) {}

  /** Compares the columns of an index row. */
  void write(SqlStatement sql, String low, String high) {
    switch (prefix) {
      case EQ -> sql.add("(" + low + " >= ? and " + high + " < ?)", range.low(), range.high());
      case NE -> sql.add("(" + low + " < ? or " + high + " >= ?)", range.low(), range.high());
      case AP -> sql.add("(" + high + " >= ? and " + low + " <= ?)", range.low(), range.high());
      case GT -> sql.add(high + " > ?", number);
      case LT -> sql.add(low + " < ?", number);
      case GE -> sql.add(high + " >= ?", number);
      case LE -> sql.add(low + " <= ?", number);
      case SA -> sql.add(low + " > ?", number);
      case EB -> sql.add(high + " < ?", number);
    }
  }
}
