package org.xiangqiao.server.graphql;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.FhirStore;

/** Offers {@code $graphql}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphqlSettings.class)
class GraphqlConfiguration {

  @Bean
  FhirOperation graphqlOperation(
      FhirStore store,
      ResourceSources sources,
      FhirContext context,
      PublicAddress address,
      OperationOutcomes outcomes,
      ObjectProvider<AccessGuard> guards,
      GraphqlSettings limits) {
    return new GraphqlOperation(
        store, sources, context, address, outcomes, guards.orderedStream().toList(), limits);
  }
}
