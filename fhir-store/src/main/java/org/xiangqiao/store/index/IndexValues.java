package org.xiangqiao.store.index;

import java.time.Instant;
import java.util.List;

/**
 * Everything that is indexed of one resource. Local references are still literal ({@code
 * Patient/123}); the write path resolves them to row ids.
 *
 * @param tokens keyed 64-bit hashes of token and reference values, for the array under GIN;
 *     distinct
 * @param patient literal reference of the Patient whose compartment this is in, or null
 * @param mainDateLow first instant of the type's main date (onset, effective, occurrence…), or null
 * @param mainDateHigh last instant of it, or null
 */
public record IndexValues(
    long[] tokens,
    List<StringValue> strings,
    List<DateValue> dates,
    List<ReferenceValue> references,
    List<IdentifierValue> identifiers,
    String patient,
    Instant mainDateLow,
    Instant mainDateHigh) {

  /** {@code parameter} is {@code Type.code}, for example {@code Patient.family}. */
  public record StringValue(String parameter, String folded) {}

  /** A period: a date of lower precision covers all of it; open ends are the far past or future. */
  public record DateValue(String parameter, Instant low, Instant high) {}

  /** {@code path} is where the reference stands, for error messages. */
  public record ReferenceValue(String parameter, String path, String targetType, String targetId) {}

  /** Full values of {@code identifier}, for business-key claims. */
  public record IdentifierValue(String system, String value) {}
}
