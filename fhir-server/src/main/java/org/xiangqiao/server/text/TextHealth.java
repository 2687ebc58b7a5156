package org.xiangqiao.server.text;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * Whether full text is there and fresh. Status LAGGING does not make readiness fail: everything
 * else of the server works without it.
 */
final class TextHealth extends AbstractHealthIndicator {

  private final Map<String, TextRunner> runners;
  private final Duration maxLag;

  /**
   * @param runners by the names of their indexes
   */
  TextHealth(Map<String, TextRunner> runners, Duration maxLag) {
    super("text index cannot be told");
    this.runners = Map.copyOf(runners);
    this.maxLag = maxLag;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    runners.forEach((name, runner) -> add(name, runner, health));
  }

  private void add(String name, TextRunner runner, Health.Builder health) {
    Duration lag = runner.lag();
    health.withDetail(name, Map.of("state", runner.health(), "lagSeconds", lag.toSeconds()));
    if (runner.isStuck() || lag.compareTo(maxLag) > 0) {
      health.status("LAGGING");
    }
  }
}
