package org.xiangqiao.server.insurance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.xiangqiao.integration.insurance.PlatformWatch;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm.Level;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate;

/**
 * Whether certificates and clocks of the lines to insurance platforms are in order. Status LAGGING
 * does not make readiness fail: everything but settlements goes on.
 */
final class InsuranceHealth extends AbstractHealthIndicator {

  private final PlatformWatch watch;
  private final CertificateAlarm alarm;

  InsuranceHealth(PlatformWatch watch, CertificateAlarm alarm) {
    super("the insurance lines cannot be told");
    this.watch = watch;
    this.alarm = alarm;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Map<String, String> ends = new LinkedHashMap<>();
    boolean fine = true;
    for (WatchedCertificate one : watch.certificates().all()) {
      Level level = alarm.level(one);
      fine &= level == Level.FINE || level == Level.SOON;
      ends.put(one.institution() + " " + one.use().code(), one.notAfter() + " " + level);
    }
    Map<String, Long> skews = new LinkedHashMap<>();
    watch
        .clocks()
        .forEach((institution, clock) -> skews.put(institution, clock.skew().toSeconds()));
    fine &= watch.clocks().values().stream().noneMatch(clock -> clock.beyond());
    health.up().withDetail("certificates", ends).withDetail("clockSkewSeconds", skews);
    if (!fine) {
      health.status("LAGGING");
    }
  }
}
