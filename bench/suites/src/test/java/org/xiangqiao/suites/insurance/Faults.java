package org.xiangqiao.suites.insurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.simulators.insurance.InsuranceFault;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** Every way to fail, before and after booking, on every transaction, queries and reversals too. */
final class Faults {

  /** Beyond the profile's time-out, and over before the second query of a lost message. */
  private static final Duration LATE = Duration.ofMillis(1_300);

  /** Over before the second query, as the profile's settle time promises. */
  private static final Duration LATE_COMMIT = Duration.ofMillis(400);

  private static final Duration REORDERED = Duration.ofMillis(200);

  private Faults() {}

  /**
   * @param share of the calls that are hit
   */
  static List<InsuranceFault> everywhere(double share) {
    List<InsuranceFault> all = new ArrayList<>();
    for (String money : List.of("2207", "2208", "2304", "2305")) {
      all.add(InsuranceFault.lateCommit("5203").on(money).withProbability(share / 10));
    }
    List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    // Both books would differ by right.
    kinds.remove(Kind.OTHER_AMOUNTS);
    double each = share / (kinds.size() * Point.values().length);
    for (Kind kind : kinds) {
      Duration delay =
          switch (kind) {
            case DELAY -> LATE;
            case REORDER -> REORDERED;
            default -> LATE_COMMIT;
          };
      for (Point point : Point.values()) {
        all.add(InsuranceFault.of(kind, point).lasting(delay).withProbability(each));
      }
    }
    return all;
  }
}
