package org.xiangqiao.integration.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a bridge's messages are worked off.
 *
 * @param threads workers on each node; each holds one lane at a time
 * @param batch messages of a lane sent under one lease
 * @param lease how long a worker owns a lane without recording anything; longer than the bridge's
 *     timeouts together
 * @param pollMin shortest pause between looks for due lanes
 * @param pollMax longest pause, when nothing happens
 * @param backoffFirst pause of a lane after the first unavailability; doubles, with jitter
 * @param backoffMax longest pause of a lane
 * @param breakerCalls calls among which half must fail before the partner is left alone
 * @param breakerFirst how long the partner is left alone the first time; doubles, with jitter
 * @param breakerMax longest time it is left alone before one message tries again
 */
public record OutboxSettings(
    @DefaultValue("4") int threads,
    @DefaultValue("50") int batch,
    @DefaultValue("2m") Duration lease,
    @DefaultValue("200ms") Duration pollMin,
    @DefaultValue("1s") Duration pollMax,
    @DefaultValue("1s") Duration backoffFirst,
    @DefaultValue("5m") Duration backoffMax,
    @DefaultValue("10") int breakerCalls,
    @DefaultValue("5s") Duration breakerFirst,
    @DefaultValue("1m") Duration breakerMax) {

  public OutboxSettings {
    require(threads >= 1 && threads <= 64, "threads", "1 to 64");
    require(batch >= 1 && batch <= 1_000, "batch", "1 to 1000");
    require(lease.compareTo(Duration.ofMillis(10)) >= 0, "lease", "10ms or more");
    require(positive(pollMin), "poll-min", "more than 0");
    require(pollMax.compareTo(pollMin) >= 0, "poll-max", "poll-min or more");
    require(backoffFirst.toMillis() >= 10, "backoff-first", "10ms or more");
    require(backoffMax.compareTo(backoffFirst) > 0, "backoff-max", "more than backoff-first");
    require(breakerCalls >= 1, "breaker-calls", "1 or more");
    require(breakerFirst.toMillis() >= 10, "breaker-first", "10ms or more");
    require(breakerMax.compareTo(breakerFirst) > 0, "breaker-max", "more than breaker-first");
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String name, String allowed) {
    if (!condition) {
      throw new IllegalArgumentException("outbox." + name + " of a bridge must be " + allowed);
    }
  }
}
