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
  private static final Duration LATE = Duration.ofMillis(1_150);

  /** Over before the second query, as the profile's settle time promises. */
  private static final Duration LATE_COMMIT = Duration.ofMillis(200);

  /** So often as others: there are fewer of them, and what they say decides. */
  private static final int QUESTIONS = 3;

  private static final Duration REORDERED = Duration.ofMillis(200);

  /** Questions for settlements and visits, and reversals. */
  static final List<String> DECIDING = List.of("5203", "5201", "2601");

  private Faults() {}

  /**
   * @param share of the calls that are hit
   */
  static List<InsuranceFault> everywhere(double share) {
    List<InsuranceFault> all = new ArrayList<>();
    for (String money : List.of("2207", "2208", "2304", "2305")) {
      all.add(InsuranceFault.lateCommit("5203").on(money).withProbability(share / 4));
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
        InsuranceFault fault = InsuranceFault.of(kind, point).lasting(delay);
        all.add(fault.withProbability(each));
        for (String decides : DECIDING) {
          all.add(fault.on(decides).withProbability(each * QUESTIONS));
        }
      }
    }
    return all;
  }
}
