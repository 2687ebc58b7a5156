package org.xiangqiao.server.gate;

import ca.uhn.fhir.context.FhirContext;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.ShippedDefinitions;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.server.gate.county.Counties;
import org.xiangqiao.server.gate.county.DefinitionWrites;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.validate.Rehearsals;
import org.xiangqiao.store.WriteCheck;
import org.xiangqiao.terminology.service.content.TerminologySources;

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
      QualityLedger ledger,
      KeptFindings kept,
      MeterRegistry meters,
      Clock clock,
      GateSettings settings) {
    return new QualityCounts(ledger, kept, meters, clock, settings.keepDays());
  }

  @Bean
  DefinitionWrites definitionWrites() {
    return new DefinitionWrites();
  }

  /** Packages and terminology are opened after the store, which asks for this when it opens. */
  @Bean
  RecordCheck recordCheck(
      DataSource dataSource,
      FhirContext context,
      ObjectProvider<BaseDefinitions> base,
      ObjectProvider<ShippedDefinitions> shipped,
      ObjectProvider<Packages> packages,
      ObjectProvider<TerminologySources> terminology,
      DefinitionWrites writes,
      GateSettings settings) {
    SingletonSupplier<Counties> counties =
        SingletonSupplier.of(
            () ->
                new Counties(
                    new JdbcTemplate(dataSource),
                    new Counties.Sources(
                        context,
                        base.getObject(),
                        shipped.getObject(),
                        packages.getObject(),
                        terminology::getObject),
                    writes,
                    settings.fresh(),
                    settings.counties()));
    return new RecordCheck(tenant -> counties.obtain().of(tenant), settings);
  }

  @Bean
  GateWarmUp gateWarmUp(RecordCheck records, GateSettings settings) {
    return new GateWarmUp(records, settings.warm() && settings.active());
  }

  @Bean
  Rehearsals rehearsals() {
    return new Rehearsals();
  }

  @Bean
  WriteCheck writeGate(
      RecordCheck records, GateSettings settings, QualityCounts counts, Rehearsals rehearsals) {
    return new WriteGate(records, settings, counts, rehearsals);
  }

  @Bean
  KeptFindings keptFindings(DataSource dataSource) {
    return new KeptFindings(new JdbcTemplate(dataSource));
  }

  @Bean
  TaggedWrites taggedWrites(
      FhirContext context,
      RecordCheck records,
      KeptFindings kept,
      Clock clock,
      GateSettings settings) {
    return new TaggedWrites(context, records, kept, clock, settings.maxFindings());
  }

  @Bean
  FhirOperation qualityFindingsOperation(KeptFindings kept, FhirContext context) {
    return new QualityFindingsOperation(kept, context);
  }

  @Bean
  FhirOperation qualityReportOperation(QualityLedger ledger, QualityCounts counts, Clock clock) {
    return new QualityReportOperation(ledger, counts, clock);
  }
}
