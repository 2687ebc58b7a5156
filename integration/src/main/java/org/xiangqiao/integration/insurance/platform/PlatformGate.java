package org.xiangqiao.integration.insurance.platform;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether to bother the platform at all (熔断): when it is silent, a counter is told so at once
 * instead of after a time-out. Any answer of the platform is a sign of life.
 */
final class PlatformGate {

  private final CircuitBreaker breaker;
  private final AtomicBoolean trying = new AtomicBoolean();

  /**
   * @param calls among which half must be silent
   * @param pause after which one message tries again
   */
  PlatformGate(String name, int calls, Duration pause) {
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(calls)
                .minimumNumberOfCalls(calls)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(1)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .waitDurationInOpenState(pause)
                .build());
  }

  /** While one message tries whether the platform is back, others need not. */
  boolean up() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> false;
      case HALF_OPEN -> !trying.get();
      default -> true;
    };
  }

  /** Permission for one call, whose end must be told. */
  boolean enter() {
    boolean entered = breaker.tryAcquirePermission();
    if (entered && breaker.getState() == CircuitBreaker.State.HALF_OPEN) {
      trying.set(true);
    }
    return entered;
  }

  void answered(long nanos) {
    trying.set(false);
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /** The call says nothing of the platform as a whole. */
  void left() {
    trying.set(false);
    breaker.releasePermission();
  }

  void silent(long nanos) {
    trying.set(false);
    breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException("silent"));
  }
}
