package org.xiangqiao.integration.insurance.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.SealedObject;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;

/**
 * Credentials and counters of cases under way, in this node's memory and nowhere else, credentials
 * encrypted but for the moment in which a message is made; forgotten when the case rests, and after
 * a while in any case, whether anybody asks or not.
 */
public final class Presented {

  /** What came with a request. */
  record Shown(Credential credential, Counter counter) {}

  /** As it waits; sealed is null if the patient showed nothing. */
  private record Kept(SealedObject sealed, Counter counter) {}

  private final CredentialSeal seal = new CredentialSeal();
  private final Cache<Long, Kept> byCase;

  public Presented(Duration time) {
    byCase =
        Caffeine.newBuilder().expireAfterWrite(time).scheduler(Scheduler.systemScheduler()).build();
  }

  public void keep(long caseId, Credential credential, Counter counter) {
    byCase.put(caseId, new Kept(credential == null ? null : seal.sealed(credential), counter));
  }

  Optional<Shown> of(long caseId) {
    return Optional.ofNullable(byCase.getIfPresent(caseId))
        .map(
            kept ->
                new Shown(
                    kept.sealed() == null ? null : seal.opened(kept.sealed()), kept.counter()));
  }

  /** Who works where, if that is in this node's memory. */
  public Optional<Counter> counter(long caseId) {
    return Optional.ofNullable(byCase.getIfPresent(caseId)).map(Kept::counter);
  }

  public void forget(long caseId) {
    byCase.invalidate(caseId);
  }

  /** How many are in memory now, those whose time is over included. */
  long held() {
    return byCase.estimatedSize();
  }
}
