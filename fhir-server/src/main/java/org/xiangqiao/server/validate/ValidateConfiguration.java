package org.xiangqiao.server.validate;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.fhirpackage.installed.Packages;
import org.xiangqiao.server.rest.body.ResourceReader;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;

/** Offers {@code $validate}; definitions are loaded beside the first requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ValidateSettings.class)
class ValidateConfiguration {

  @Bean
  CountyValidators countyValidators(
      FhirStore store,
      FhirContext context,
      BaseDefinitions base,
      Packages packages,
      JdbcTemplate jdbc,
      ValidateSettings settings) {
    return new CountyValidators(store, context, base, packages, jdbc, settings);
  }

  @Bean
  WarmUp validationWarmUp(CountyValidators validators, ValidateSettings settings) {
    return new WarmUp(validators, settings);
  }

  @Bean
  FhirOperation validateOperation(
      FhirStore store,
      Rehearsals rehearsals,
      ResourceSources sources,
      ResourceReader reader,
      OperationOutcomes outcomes,
      CountyValidators validators,
      ValidateSettings settings) {
    return new ValidateOperation(
        store, rehearsals, sources, reader, outcomes, validators, settings);
  }
}
