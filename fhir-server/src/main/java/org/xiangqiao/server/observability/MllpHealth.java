package org.xiangqiao.server.observability;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.xiangqiao.integration.mllp.MllpListener;

/** Whether EMRs can connect. */
final class MllpHealth extends AbstractHealthIndicator {

  private final MllpListener listener;

  MllpHealth(MllpListener listener) {
    super("MLLP listener cannot be told");
    this.listener = listener;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    if (listener.isListening()) {
      health.up();
    } else {
      health.down();
    }
  }
}
