package org.xiangqiao.server.observability;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.xiangqiao.integration.outbox.Bridge;
import org.xiangqiao.integration.outbox.OutboxMeters;
import org.xiangqiao.integration.outbox.OutboxMeters.Backlog;

/** Whether facts go out in time: the oldest message that waits for each partner. */
final class BridgeLagHealth extends AbstractHealthIndicator {

  private final List<Bridge> bridges;
  private final OutboxMeters meters;
  private final Duration limit;

  BridgeLagHealth(List<Bridge> bridges, OutboxMeters meters, Duration limit) {
    super("bridge lag cannot be told");
    this.bridges = bridges;
    this.meters = meters;
    this.limit = limit;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    for (Bridge bridge : bridges) {
      Backlog backlog = meters.backlog(bridge.partner());
      health.withDetail(bridge.partner(), backlog);
      if (backlog.oldestWaitingSeconds() > limit.toSeconds()) {
        health.status("LAGGING");
      }
    }
  }
}
