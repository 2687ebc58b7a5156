package org.xiangqiao.simulators.insurance;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;

/**
 * Faults by chance, the same for the same seed and order of calls.
 *
 * @param share of calls that are hit, 0 to 1
 * @param kinds to choose from; the point is chosen too
 * @param infnos that are hit; empty hits every one, also queries and reversals
 * @param delay longest delay of the kinds that wait; each draws a part of it
 */
public record FaultCampaign(
    long seed, double share, List<Kind> kinds, Set<String> infnos, Duration delay) {

  public FaultCampaign {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share is 0 to 1");
    }
    kinds = kinds.isEmpty() ? List.of(Kind.values()) : List.copyOf(kinds);
    infnos = Set.copyOf(infnos);
  }

  /** Every kind on every transaction. */
  public static FaultCampaign everywhere(long seed, double share, Duration delay) {
    return new FaultCampaign(seed, share, List.of(), Set.of(), delay);
  }
}
