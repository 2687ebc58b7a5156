package org.xiangqiao.store.index;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * Everything that is indexed of one resource. Local references are still literal ({@code
 * Patient/123}); the write path resolves them to row ids.
 *
 * @param tokens keyed 64-bit hashes of token and reference values, for the array under GIN;
 *     distinct
 * @param present marks of the parameters that the resource has a value for ({@link
 *     IndexHash#presence})
 * @param patient literal reference of the Patient whose compartment this is in, or null
 * @param mainDateLow first instant of the type's main date (onset, effective, occurrence…), or null
 * @param mainDateHigh last instant of it, or null
 */
public record IndexValues(
    long[] tokens,
    int[] present,
    List<StringValue> strings,
    List<DateValue> dates,
    List<QuantityValue> quantities,
    List<PositionValue> positions,
    List<TermValue> terms,
    List<ReferenceValue> references,
    List<IdentifierValue> identifiers,
    String patient,
    Instant mainDateLow,
    Instant mainDateHigh) {

  /**
   * {@code parameter} is {@code Type.code}, for example {@code Patient.family}.
   *
   * @param exact keyed hash of the text before folding, or {@link #DERIVED}
   */
  public record StringValue(String parameter, String folded, long exact) {

    /** Marks what nobody wrote so: where a Chinese name goes on, how it is spelled. */
    public static final long DERIVED = 1;
  }

  /** A period: a date of lower precision covers all of it; open ends are the far past or future. */
  public record DateValue(String parameter, Instant low, Instant high) {}

  /**
   * A number or quantity; low and high differ for ranges and for quantities with a comparator.
   *
   * @param code keyed hash of the unit's code or text, 0 for plain numbers
   * @param systemCode keyed hash of the unit's system and code, or 0
   * @param canonicalLow the range in UCUM's canonical unit, or null
   * @param canonicalUnit keyed hash of that unit, or 0
   */
  public record QuantityValue(
      String parameter,
      BigDecimal low,
      BigDecimal high,
      long code,
      long systemCode,
      BigDecimal canonicalLow,
      BigDecimal canonicalHigh,
      long canonicalUnit) {}

  /** A place on earth, degrees of WGS 84. */
  public record PositionValue(String parameter, double latitude, double longitude) {}

  /**
   * A text that stands beside codes ({@code :text}).
   *
   * @param hash what the tokens of the resource hold for it
   */
  public record TermValue(String parameter, String folded, long hash) {}

  /** {@code path} is where the reference stands, for error messages. */
  public record ReferenceValue(String parameter, String path, String targetType, String targetId) {}

  /** Full values of {@code identifier}, for business-key claims. */
  public record IdentifierValue(String system, String value) {}
}
