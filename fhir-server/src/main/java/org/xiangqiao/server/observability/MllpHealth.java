package org.xiangqiao.server.observability;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.xiangqiao.integration.mllp.MllpListener;

/** Whether EMRs can connect. */
final class MllpHealth extends AbstractHealthIndicator {

  private final ObjectProvider<MllpListener> listener;

  MllpHealth(ObjectProvider<MllpListener> listener) {
    super("MLLP listener cannot be told");
    this.listener = listener;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    MllpListener configured = listener.getIfAvailable();
    if (configured == null) {
      health.up().withDetail("listener", "not on this node");
    } else if (configured.isListening()) {
      health.up();
    } else {
      health.down();
    }
  }
}
