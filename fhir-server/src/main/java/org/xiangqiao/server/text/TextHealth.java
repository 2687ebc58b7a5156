package org.xiangqiao.server.text;

import java.time.Duration;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Whether full text is there and fresh. Status LAGGING does not make readiness fail: everything
 * else of the server works without it.
 */
final class TextHealth extends AbstractHealthIndicator {

  private final TextIndexes indexes;
  private final TextRunner runner;
  private final Duration maxLag;

  TextHealth(TextIndexes indexes, TextRunner runner, Duration maxLag) {
    super("text index cannot be told");
    this.indexes = indexes;
    this.runner = runner;
    this.maxLag = maxLag;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    TextIndexes.State state = indexes.state();
    Duration lag = runner.lag();
    health.up().withDetail("state", state).withDetail("lagSeconds", lag.toSeconds());
    if (runner.isDiskFull()) {
      health.withDetail("disk", "full");
    }
    if (runner.isDiskFull() || state == TextIndexes.State.FAILING || lag.compareTo(maxLag) > 0) {
      health.status("LAGGING");
    }
  }
}
