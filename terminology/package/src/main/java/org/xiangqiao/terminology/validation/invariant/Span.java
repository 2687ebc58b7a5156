package org.xiangqiao.terminology.validation.invariant;

/** A length of time as FHIRPath writes it: {@code 7 years}. */
record Span(long count, String unit) {}
