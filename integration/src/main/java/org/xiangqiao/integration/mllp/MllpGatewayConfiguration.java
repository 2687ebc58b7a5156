package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.ledger.ExchangeLedger;
import org.xiangqiao.mappings.hl7v2.Acknowledgement;
import org.xiangqiao.mappings.hl7v2.Hl7v2Mapping;
import org.xiangqiao.store.FhirStore;

/**
 * Wires the MLLP gateway; the server imports it and brings store, ledger, mapping and clock. Replay
 * works on every node, the listener only where it is enabled.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MllpSettings.class, Partners.class})
public class MllpGatewayConfiguration {

  @Bean
  MllpSteps mllpSteps(
      MllpSettings settings,
      Partners partners,
      Hl7v2Mapping mapping,
      Acknowledgement acknowledgement,
      ExchangeLedger ledger,
      FhirStore store,
      JdbcTemplate jdbc,
      FhirContext fhir,
      MeterRegistry meters,
      Clock clock) {
    return MllpSteps.build(
        settings, partners, mapping, acknowledgement, ledger, store, jdbc, fhir, meters, clock);
  }

  @Bean
  MllpReplay mllpReplay(MllpSteps steps, ExchangeLedger ledger) {
    return new MllpReplay(steps, ledger);
  }

  @Bean
  @ConditionalOnProperty(name = "xiangqiao.mllp.enabled", matchIfMissing = true)
  MllpInRoute mllpInRoute(MllpSteps steps, MllpSettings settings) {
    return new MllpInRoute(steps, new GuardedMllpComponent(settings, steps.brokenFrames(settings)));
  }

  @Bean
  @ConditionalOnProperty(name = "xiangqiao.mllp.enabled", matchIfMissing = true)
  MllpListener mllpListener(CamelContext camel) {
    return new MllpListener(camel);
  }

  @Bean
  @ConditionalOnProperty(name = "xiangqiao.mllp.enabled", matchIfMissing = true)
  MllpRecoverySchedule mllpRecoverySchedule(
      ExchangeLedger ledger,
      MllpReplay replay,
      Partners partners,
      MllpSettings settings,
      Clock clock) {
    return new MllpRecoverySchedule(new MllpRecovery(ledger, replay, partners, settings, clock));
  }
}
