package org.xiangqiao.server.observability;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.xiangqiao.integration.outbox.Bridge;
import org.xiangqiao.integration.outbox.OutboxMeters;
import org.xiangqiao.integration.outbox.OutboxMeters.Backlog;

/** Whether facts go out in time: the oldest message that waits for each partner. */
final class BridgeLagHealth extends AbstractHealthIndicator {

  private final ObjectProvider<Bridge> bridges;
  private final ObjectProvider<OutboxMeters> meters;
  private final Duration limit;

  BridgeLagHealth(
      ObjectProvider<Bridge> bridges, ObjectProvider<OutboxMeters> meters, Duration limit) {
    super("bridge lag cannot be told");
    this.bridges = bridges;
    this.meters = meters;
    this.limit = limit;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    meters.ifAvailable(
        counted -> bridges.orderedStream().forEach(bridge -> add(bridge, counted, health)));
  }

  private void add(Bridge bridge, OutboxMeters counted, Health.Builder health) {
    Backlog backlog = counted.backlog(bridge.partner());
    health.withDetail(bridge.partner(), backlog);
    if (backlog.oldestWaitingSeconds() > limit.toSeconds()) {
      // A status of its own: a partner that is down must not take this server out of service.
      health.status("LAGGING");
    }
  }
}
