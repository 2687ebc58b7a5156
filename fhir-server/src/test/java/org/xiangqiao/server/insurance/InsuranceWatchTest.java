package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.xiangqiao.integration.insurance.PlatformWatch;
import org.xiangqiao.integration.insurance.WatchMeters;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm;
import org.xiangqiao.integration.insurance.trust.Certificates;
import org.xiangqiao.integration.insurance.trust.WatchedCertificate.Use;

/** Ends of certificates and clocks, as health and meters tell them. */
@ExtendWith(CounterServer.Shared.class)
class InsuranceWatchTest {

  @ParameterizedTest
  @CsvSource({
    "2027-01-01T00:00:00Z,UP,FINE",
    "2026-11-20T00:00:00Z,UP,SOON",
    "2026-11-05T00:00:00Z,LAGGING,URGENT",
    "2026-10-31T00:00:00Z,LAGGING,EXPIRED"
  })
  void healthSaysWhatEndsSoon(Instant end, String status, String level) {
    Certificates certificates = new Certificates();
    certificates.saw("H42138100001", Use.SIGNING, end);
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);
    Health health =
        new InsuranceHealth(
                new PlatformWatch(certificates, Map.of()),
                new CertificateAlarm(certificates, 30, 7, clock))
            .health();
    assertThat(health.getStatus().getCode()).isEqualTo(status);
    assertThat(health.getDetails().get("certificates"))
        .isEqualTo(Map.of("H42138100001 signing", end + " " + level));
  }

  @Test
  void aServerWithTheBridgeHasBoth(CounterServer counter) {
    assertThat(counter.server().bean(InsuranceHealth.class).health().getStatus())
        .isEqualTo(Status.UP);
    counter.server().bean(WatchMeters.class).look();
    assertThat(
            counter
                .server()
                .bean(MeterRegistry.class)
                .get("xiangqiao.insurance.clock.skew")
                .tags("institution", CounterBill.CENTRE)
                .gauge()
                .value())
        .isBetween(-120.0, 120.0);
  }
}
