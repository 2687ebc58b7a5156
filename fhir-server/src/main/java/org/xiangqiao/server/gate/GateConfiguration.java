package org.xiangqiao.server.gate;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** Checks writes; profiles are read and compiled when the first write asks for them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GateSettings.class)
class GateConfiguration {

  @Bean
  QualityLedger qualityLedger(DataSource dataSource) {
    return new QualityLedger(dataSource);
  }

  @Bean
  QualityCounts qualityCounts(
      QualityLedger ledger, MeterRegistry meters, Clock clock, GateSettings settings) {
    return new QualityCounts(ledger, meters, clock, settings.keepDays());
  }

  @Bean
  WriteCheck writeGate(
      FhirContext context,
      ShippedDefinitions shipped,
      GateSettings settings,
      QualityCounts counts) {
    return new WriteGate(
        context,
        SingletonSupplier.of(() -> gatekeeper(context, shipped.resources())),
        settings,
        counts);
  }

  @Bean
  FhirOperation qualityReportOperation(QualityLedger ledger, QualityCounts counts, Clock clock) {
    return new QualityReportOperation(ledger, counts, clock);
  }

  private static Gatekeeper gatekeeper(FhirContext context, List<Resource> shipped) {
    MemoryDefinitions definitions = new MemoryDefinitions(context, shipped);
    return new Gatekeeper(
        new CompiledValidator(
            context, definitions, new MemoryCodes(definitions), ValidationLimits.ordinary()),
        new FindingWords(shipped));
  }
}
