package org.xiangqiao.simulators.county;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** The faults in force; chance is seeded, so that a run can be repeated. */
class CountyFaults {

  private final Random chance;
  private final List<Armed> armed = new ArrayList<>();

  CountyFaults(long seed) {
    this.chance = new Random(seed);
  }

  private static final class Armed {
    final CountyFault fault;
    int hits;

    Armed(CountyFault fault) {
      this.fault = fault;
    }
  }

  synchronized void set(List<CountyFault> faults) {
    armed.clear();
    faults.forEach(fault -> armed.add(new Armed(fault)));
  }

  synchronized List<CountyFault> inForce() {
    return armed.stream().map(a -> a.fault).toList();
  }

  /** What hits this message: delays add up, the first other fault decides. */
  synchronized List<CountyFault> hitting(JsonNode message) {
    List<CountyFault> hits = new ArrayList<>();
    for (Iterator<Armed> all = armed.iterator(); all.hasNext(); ) {
      Armed next = all.next();
      if (!matches(next.fault, message) || chance.nextDouble() >= next.fault.probability()) {
        continue;
      }
      next.hits++;
      if (next.fault.times() > 0 && next.hits >= next.fault.times()) {
        all.remove();
      }
      hits.add(next.fault);
      if (next.fault.kind() != CountyFault.Kind.DELAY) {
        break;
      }
    }
    return hits;
  }

  private static boolean matches(CountyFault fault, JsonNode message) {
    return fault.pointer().isEmpty()
        || message.at(fault.pointer()).asText("").equals(fault.value());
  }
}
