package org.xiangqiao.server.graph;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;

/** Offers {@code $graph}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GraphSettings.class)
class GraphConfiguration {

  @Bean
  FhirOperation graphOperation(
      FhirStore store,
      ResourceSources sources,
      FhirContext context,
      PublicAddress address,
      ObjectProvider<AccessGuard> guards,
      GraphSettings limits) {
    return new GraphOperation(
        store, sources, context, address, guards.orderedStream().toList(), limits);
  }
}
