package org.xiangqiao.store.index;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.math.BigDecimal;
import java.util.Optional;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.Pair;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;

/**
 * Brings quantities to the canonical unit of their kind (UCUM 1.9 §2), so that 5 mg and 0.005 g
 * compare. Unknown units, and those the library cannot convert (°F), compare with themselves only.
 */
public final class UnitConversion {

  /** System of UCUM codes. */
  public static final String UCUM = "http://unitsofmeasure.org";

  private static final int UNITS_REMEMBERED = 2000;

  private final LoadingCache<String, Optional<Scale>> scales =
      CacheBuilder.newBuilder()
          .maximumSize(UNITS_REMEMBERED)
          .build(CacheLoader.from(UnitConversion.this::scale));
  private UcumEssenceService ucum;

  /** What a range of a UCUM unit is in the canonical one; empty if the unit is unknown. */
  public Optional<Canonical> canonical(String code, AmountRange range) {
    return scales
        .getUnchecked(code)
        .map(
            scale ->
                new Canonical(
                    scale.unit(),
                    new AmountRange(scale.apply(range.low()), scale.apply(range.high()))));
  }

  /**
   * @param unit canonical UCUM code
   */
  public record Canonical(String unit, AmountRange range) {}

  /** Every UCUM unit is linear in its canonical unit, temperatures with an offset. */
  private record Scale(String unit, BigDecimal factor, BigDecimal offset) {

    BigDecimal apply(BigDecimal value) {
      boolean open = value.equals(AmountRange.LEAST) || value.equals(AmountRange.MOST);
      return open ? value : value.multiply(factor).add(offset);
    }
  }

  private synchronized Optional<Scale> scale(String code) {
    try {
      if (ucum == null) {
        ucum =
            new UcumEssenceService(UnitConversion.class.getResourceAsStream("/ucum-essence.xml"));
      }
      Pair none = ucum.getCanonicalForm(new Pair(new Decimal("0"), code));
      Pair one = ucum.getCanonicalForm(new Pair(new Decimal("1.000000000000000000000000"), code));
      BigDecimal offset = new BigDecimal(none.getValue().asDecimal());
      BigDecimal factor = new BigDecimal(one.getValue().asDecimal()).subtract(offset);
      return Optional.of(new Scale(one.getCode(), factor, offset));
    } catch (UcumException | RuntimeException unknown) {
      return Optional.empty();
    }
  }
}
