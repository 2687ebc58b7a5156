package org.xiangqiao.simulators.insurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.xiangqiao.simulators.insurance.InsuranceFault.Kind;
import org.xiangqiao.simulators.insurance.InsuranceFault.Point;

/** The faults in force; chance is seeded, so that a run can be repeated. */
class InsuranceFaults {

  private static final long SEED = 20260101;
  private static final int MOST_NUMBERS = 500;

  private final List<Armed> armed = new ArrayList<>();
  private final Map<String, Map<Kind, Long>> counts = new TreeMap<>();
  private Random chance = new Random(SEED);
  private FaultCampaign campaign;

  private static final class Armed {
    final InsuranceFault fault;
    int hits;

    Armed(InsuranceFault fault) {
      this.fault = fault;
    }
  }

  synchronized void set(List<InsuranceFault> faults) {
    armed.clear();
    faults.forEach(fault -> armed.add(new Armed(fault)));
  }

  /** Null ends it. */
  synchronized void set(FaultCampaign wanted) {
    campaign = wanted;
    chance = new Random(wanted == null ? SEED : wanted.seed());
  }

  synchronized List<InsuranceFault> inForce() {
    return armed.stream().map(one -> one.fault).toList();
  }

  /** How many calls each kind has hit so far, by infno. */
  synchronized Map<String, Map<Kind, Long>> counts() {
    Map<String, Map<Kind, Long>> copy = new TreeMap<>();
    counts.forEach((infno, kinds) -> copy.put(infno, new TreeMap<>(kinds)));
    return copy;
  }

  /** What hits this call: delays add up, the first other fault decides. */
  synchronized List<InsuranceFault> hitting(Call call) {
    List<InsuranceFault> hits = drawn(call);
    if (!hits.isEmpty() && (counts.containsKey(call.infno()) || counts.size() < MOST_NUMBERS)) {
      Map<Kind, Long> kinds = counts.computeIfAbsent(call.infno(), infno -> new TreeMap<>());
      hits.forEach(hit -> kinds.merge(hit.kind(), 1L, Long::sum));
    }
    return hits;
  }

  private List<InsuranceFault> drawn(Call call) {
    List<InsuranceFault> hits = new ArrayList<>();
    for (Iterator<Armed> all = armed.iterator(); all.hasNext(); ) {
      Armed next = all.next();
      if (!next.fault.infno().isEmpty() && !next.fault.infno().equals(call.infno())
          || chance.nextDouble() >= next.fault.probability()) {
        continue;
      }
      next.hits++;
      if (next.fault.times() > 0 && next.hits >= next.fault.times()) {
        all.remove();
      }
      hits.add(next.fault);
      if (next.fault.kind() != Kind.DELAY) {
        return hits;
      }
    }
    campaign(call, hits);
    return hits;
  }

  private void campaign(Call call, List<InsuranceFault> hits) {
    if (campaign == null
        || !campaign.infnos().isEmpty() && !campaign.infnos().contains(call.infno())
        || chance.nextDouble() >= campaign.share()) {
      return;
    }
    Kind kind = campaign.kinds().get(chance.nextInt(campaign.kinds().size()));
    Point point = Point.values()[chance.nextInt(Point.values().length)];
    Duration delay = Duration.ofMillis((long) (campaign.delay().toMillis() * chance.nextDouble()));
    hits.add(InsuranceFault.of(kind, point).lasting(delay));
  }
}
