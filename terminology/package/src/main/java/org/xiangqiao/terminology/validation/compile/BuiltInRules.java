package org.xiangqiao.terminology.validation.compile;

import java.util.Set;

/** Invariants of R4 that code of its own checks, at every element, instead of their expressions. */
final class BuiltInRules {

  /**
   * {@code ele-1} and {@code ext-1} at each element; {@code dom-3} over the whole resource, whose
   * own expression is known to be wrong (HL7's validator does not carry it out either).
   */
  static final Set<String> WITHOUT_EXPRESSION = Set.of("ele-1", "dom-3");

  private BuiltInRules() {}
}
