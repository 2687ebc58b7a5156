package org.xiangqiao.server.fhirpackage;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.xiangqiao.server.fhirpackage.PackageAtStart.State;

/**
 * Whether the shipped package is installed. Status LAGGING does not make readiness fail: records
 * are taken in without it, and an older package may be there.
 */
final class PackageHealth extends AbstractHealthIndicator {

  private final PackageAtStart start;

  PackageHealth(PackageAtStart start) {
    super("the FHIR package cannot be told");
    this.start = start;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    State state = start.state();
    health.up().withDetail("state", state);
    if (state == State.FAILING || state == State.REFUSED) {
      health.status("LAGGING");
    }
  }
}
