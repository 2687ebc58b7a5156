package org.xiangqiao.integration.insurance.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/**
 * Credentials and counters of cases under way, in this node's memory and nowhere else; forgotten
 * when the case rests, and after a while in any case.
 */
public final class Presented {

  /** What came with a request. */
  record Shown(Credential credential, Counter counter, Instant until) {}

  private final Map<Long, Shown> byCase = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Duration time;

  public Presented(Clock clock, Duration time) {
    this.clock = clock;
    this.time = time;
  }

  public void keep(long caseId, Credential credential, Counter counter) {
    Instant now = clock.instant();
    byCase.values().removeIf(shown -> shown.until().isBefore(now));
    byCase.put(caseId, new Shown(credential, counter, now.plus(time)));
  }

  Optional<Shown> of(long caseId) {
    return Optional.ofNullable(byCase.get(caseId))
        .filter(shown -> shown.until().isAfter(clock.instant()));
  }

  void forget(long caseId) {
    byCase.remove(caseId);
  }
}
