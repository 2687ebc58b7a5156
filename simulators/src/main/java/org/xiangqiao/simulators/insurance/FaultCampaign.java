package org.xiangqiao.simulators.insurance;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;

/**
 * Faults by chance, the same for the same seed and order of calls.
 *
 * @param share of calls that are hit, 0 to 1
 * @param kinds to choose from; the point is chosen too. None: all but {@link Kind#OTHER_AMOUNTS},
 *     after which both books differ by right
 * @param infnos that are hit; empty hits every one, also queries and reversals
 * @param delay longest delay of the kinds that wait; each draws a part of it
 */
public record FaultCampaign(
    long seed, double share, List<Kind> kinds, Set<String> infnos, Duration delay) {

  public FaultCampaign {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share is 0 to 1");
    }
    kinds = kinds.isEmpty() ? usual() : List.copyOf(kinds);
    infnos = Set.copyOf(infnos);
  }

  private static List<Kind> usual() {
    return Arrays.stream(Kind.values()).filter(kind -> kind != Kind.OTHER_AMOUNTS).toList();
  }

  /** Every kind on every transaction. */
  public static FaultCampaign everywhere(long seed, double share, Duration delay) {
    return new FaultCampaign(seed, share, List.of(), Set.of(), delay);
  }
}
