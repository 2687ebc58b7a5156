package org.xiangqiao.server.exchange;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.xiangqiao.integration.county.CountyConfiguration;
import org.xiangqiao.integration.ledger.LedgerConfiguration;
import org.xiangqiao.integration.mllp.MllpGatewayConfiguration;
import org.xiangqiao.integration.outbox.OutboxConfiguration;
import org.xiangqiao.mappings.county.CountyImmunizationMapping;
import org.xiangqiao.mappings.county.FhirToCounty;
import org.xiangqiao.mappings.hl7v2.Acknowledgement;
import org.xiangqiao.mappings.hl7v2.Hl7v2Acknowledgement;
import org.xiangqiao.mappings.hl7v2.Hl7v2Mapping;
import org.xiangqiao.mappings.hl7v2.TownshipHl7v2Mapping;
import org.xiangqiao.terminology.CodeTables;

/** Gateways and bridges with the mappings they use. */
@Configuration(proxyBeanMethods = false)
@Import({
  LedgerConfiguration.class,
  OutboxConfiguration.class,
  MllpGatewayConfiguration.class,
  CountyConfiguration.class
})
class ExchangeConfiguration {

  @Bean
  CodeTables codeTables() {
    return CodeTables.load();
  }

  @Bean
  Hl7v2Mapping hl7v2Mapping(CodeTables tables) {
    return new TownshipHl7v2Mapping(tables);
  }

  @Bean
  Acknowledgement acknowledgement() {
    return new Hl7v2Acknowledgement();
  }

  @Bean
  CountyImmunizationMapping countyImmunizationMapping(CodeTables tables) {
    return new FhirToCounty(tables);
  }
}
