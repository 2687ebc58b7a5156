package org.xiangqiao.integration.insurance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm;

/**
 * Meters of what time can spoil: {@code xiangqiao.insurance.certificate.days}, whole days until a
 * certificate ends, by institution and use; {@code xiangqiao.insurance.clock.skew}, seconds that a
 * platform's clock is ahead of ours. Of this node's lines. Certificates that end soon are logged
 * too.
 */
public class WatchMeters {

  private final PlatformWatch watch;
  private final CertificateAlarm alarm;
  private final Clock clock;
  private final MultiGauge days;
  private final MultiGauge skews;

  public WatchMeters(
      PlatformWatch watch, CertificateAlarm alarm, MeterRegistry registry, Clock clock) {
    this.watch = watch;
    this.alarm = alarm;
    this.clock = clock;
    days =
        MultiGauge.builder("xiangqiao.insurance.certificate.days")
            .description("Whole days until a certificate ends; negative afterwards")
            .register(registry);
    skews =
        MultiGauge.builder("xiangqiao.insurance.clock.skew")
            .description("How far the clock of the insurance platform is ahead of ours")
            .baseUnit("seconds")
            .register(registry);
  }

  /** Looks here and not at each scrape: certificates of servers are seen when they are used. */
  @Scheduled(fixedDelayString = "${xiangqiao.insurance.watch.every:1m}")
  public void look() {
    alarm.look();
    List<MultiGauge.Row<?>> ends = new ArrayList<>();
    watch
        .certificates()
        .all()
        .forEach(
            one ->
                ends.add(
                    MultiGauge.Row.of(
                        Tags.of("institution", one.institution(), "use", one.use().code()),
                        one.daysLeft(clock.instant()))));
    days.register(ends, true);
    List<MultiGauge.Row<?>> clocks = new ArrayList<>();
    watch
        .clocks()
        .forEach(
            (institution, one) ->
                clocks.add(
                    MultiGauge.Row.of(
                        Tags.of("institution", institution),
                        one,
                        c -> c.skew().toMillis() / 1000.0)));
    skews.register(clocks, true);
  }
}
