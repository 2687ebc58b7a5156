package org.xiangqiao.programmes.supervision;

import java.util.Map;

/** Which check a rule's id means. */
final class Checks {

  private static final Map<String, Check> BY_RULE =
      Map.ofEntries(
          Map.entry("arithmetic", new Arithmetic()),
          Map.entry("duplicate-line-id", new DuplicateLineId()),
          Map.entry("duplicate-charge", new DuplicateCharge()),
          Map.entry("above-price-limit", new AbovePriceLimit()),
          Map.entry("over-quantity", new OverQuantity()),
          Map.entry("overlapping-drug", new OverlappingDrug()),
          Map.entry("limited-by-sex", new Limited(Limited::bySex)),
          Map.entry("limited-by-age", new Limited(Limited::byAge)),
          Map.entry("limited-by-diagnosis", new Limited(Limited::byDiagnosis)),
          Map.entry("limited-by-level", new Limited(Limited::byLevel)),
          Map.entry("split-stay", new SplitStay()),
          Map.entry("outpatient-during-stay", new OutpatientDuringStay()),
          Map.entry("visit-after-death", new VisitAfterDeath()),
          Map.entry("missing-trace-code", new MissingTraceCode()));

  private Checks() {}

  /** Null if there is none. */
  static Check of(String rule) {
    return BY_RULE.get(rule);
  }
}
