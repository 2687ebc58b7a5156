package org.xiangqiao.integration.outbox;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether to bother a partner at all: a circuit breaker per partner and node, so that a dead
 * partner is asked by one message now and then and not by every lane. A refusal is a sign of life.
 */
class PartnerGate {

  private static final Logger LOG = LoggerFactory.getLogger(PartnerGate.class);
  private static final double DOUBLING = 2;
  private static final double JITTER = 0.3;

  private final CircuitBreaker breaker;
  private final IntervalFunction pauses;

  PartnerGate(String partner, OutboxSettings settings) {
    breaker =
        CircuitBreaker.of(
            partner,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.breakerCalls())
                .minimumNumberOfCalls(settings.breakerCalls())
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .waitIntervalFunctionInOpenState(
                    growing(settings.breakerFirst(), settings.breakerMax()))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                LOG.info(
                    "bridge to {}: circuit breaker {}",
                    partner,
                    event.getStateTransition().getToState()));
    pauses = growing(settings.backoffFirst(), settings.backoffMax());
  }

  private static IntervalFunction growing(Duration first, Duration max) {
    return IntervalFunction.ofExponentialRandomBackoff(first, DOUBLING, JITTER, max);
  }

  /** Permission for one call; it must be used or given back. */
  boolean enter() {
    return breaker.tryAcquirePermission();
  }

  void leaveUnused() {
    breaker.releasePermission();
  }

  void answered(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  void silent(long nanos, String cause) {
    breaker.onError(nanos, TimeUnit.NANOSECONDS, new SilentPartnerException(cause));
  }

  /** Pause of a lane after so many unavailabilities in a row, this one included. */
  Duration pause(int failures) {
    return Duration.ofMillis(pauses.apply(Math.min(failures, 30)));
  }

  CircuitBreaker.State state() {
    return breaker.getState();
  }

  /** What the circuit breaker counts. */
  private static final class SilentPartnerException extends RuntimeException {

    SilentPartnerException(String cause) {
      super(cause, null, false, false);
    }
  }
}
