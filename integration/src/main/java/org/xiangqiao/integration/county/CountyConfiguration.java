package org.xiangqiao.integration.county;

import ca.uhn.fhir.context.FhirContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.integration.outbox.Bridge;
import org.xiangqiao.mappings.county.CountyImmunizationMapping;
import org.xiangqiao.store.FhirStore;

/** The bridge to the county immunization platform, if it is switched on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CountyBridgeSettings.class)
@ConditionalOnProperty("xiangqiao.bridges.county-immunization.enabled")
public class CountyConfiguration {

  @Bean
  CountyInterest countyInterest(CountyBridgeSettings settings) {
    return new CountyInterest(settings.tenant());
  }

  @Bean
  RouteBuilder countyRoute(CountyBridgeSettings settings) {
    return new CountyRoute(settings);
  }

  @Bean
  Bridge countyBridge(
      CountyBridgeSettings settings,
      FhirStore store,
      FhirContext fhir,
      CountyImmunizationMapping mapping,
      CamelContext camel) {
    return new CountyImmunizationBridge(
        settings,
        new CountyFacts(store, fhir),
        mapping,
        new CountySender(settings, camel.createProducerTemplate()));
  }
}
