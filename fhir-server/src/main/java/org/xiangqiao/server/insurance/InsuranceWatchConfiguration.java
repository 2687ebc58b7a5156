package org.xiangqiao.server.insurance;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.InsuranceBridge;
import org.xiangqiao.integration.insurance.InsuranceSettings;
import org.xiangqiao.integration.insurance.WatchMeters;
import org.xiangqiao.integration.insurance.clock.ClockTasks;
import org.xiangqiao.integration.insurance.trust.CertificateAlarm;
import org.xiangqiao.store.FhirStore;

/** Health indicator {@code insurance}, and meters of certificates and clocks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
@ConditionalOnProperty("xiangqiao.insurance.enabled")
class InsuranceWatchConfiguration {

  @Bean
  CertificateAlarm insuranceCertificateAlarm(
      InsuranceBridge bridge, WatchSettings settings, Clock clock) {
    return new CertificateAlarm(
        bridge.watch().certificates(), settings.soonDays(), settings.urgentDays(), clock);
  }

  @Bean
  WatchMeters insuranceWatchMeters(
      InsuranceBridge bridge, CertificateAlarm alarm, MeterRegistry registry, Clock clock) {
    return new WatchMeters(bridge.watch(), alarm, registry, clock);
  }

  @Bean
  ClockTasks insuranceClockTasks(
      InsuranceBridge bridge,
      InsuranceSettings settings,
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      WatchSettings watch,
      Clock clock) {
    return new ClockTasks(
        bridge.watch().clocks(),
        institution -> settings.institutions().get(institution).tenant(),
        store,
        fhir,
        jdbc,
        watch.clockQuiet(),
        clock);
  }

  @Bean
  HealthIndicator insuranceHealthIndicator(InsuranceBridge bridge, CertificateAlarm alarm) {
    return new InsuranceHealth(bridge.watch(), alarm);
  }
}
