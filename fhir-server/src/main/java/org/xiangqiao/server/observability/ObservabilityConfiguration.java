package org.xiangqiao.server.observability;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.mllp.MllpListener;
import org.xiangqiao.integration.outbox.Bridge;
import org.xiangqiao.integration.outbox.OutboxMeters;

/** Health indicators {@code mllp} and {@code bridges}, and the feed's horizon as a meter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ObservabilitySettings.class)
class ObservabilityConfiguration {

  @Bean
  HealthIndicator mllpHealthIndicator(ObjectProvider<MllpListener> listener) {
    return new MllpHealth(listener);
  }

  @Bean
  HealthIndicator bridgesHealthIndicator(
      ObjectProvider<Bridge> bridges,
      ObjectProvider<OutboxMeters> meters,
      ObservabilitySettings settings) {
    return new BridgeLagHealth(bridges, meters, settings.bridgeLag());
  }

  @Bean
  HorizonLag horizonLag(JdbcTemplate jdbc, MeterRegistry registry) {
    return new HorizonLag(jdbc, registry);
  }
}
