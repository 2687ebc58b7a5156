package org.xiangqiao.server.rest;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.capability.CapabilitiesInteraction;
import org.xiangqiao.server.rest.capability.CapabilityContributor;
import org.xiangqiao.server.rest.capability.CapabilityStatements;
import org.xiangqiao.server.rest.capability.TerminologyOffer;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.store.search.SearchCapabilities;

/** The CapabilityStatement, from what the other parts say of themselves. */
@Configuration(proxyBeanMethods = false)
class CapabilityConfiguration {

  @Bean
  CapabilityStatements capabilityStatements(
      FhirContext context,
      @Qualifier("fhirResourceTypes") SortedSet<String> types,
      ResourceSources sources,
      SearchCapabilities search,
      ObjectProvider<CapabilityContributor> contributors,
      ObjectProvider<BuildProperties> build) {
    BuildProperties built = build.getIfAvailable();
    List<CapabilityContributor> asked = contributors.orderedStream().toList();
    return new CapabilityStatements(
        context,
        types,
        sources,
        type -> offer(search, sources, type),
        asked,
        built == null ? "development" : built.getVersion(),
        built == null || built.getTime() == null ? Instant.now() : built.getTime());
  }

  private static CapabilityStatements.SearchOffer offer(
      SearchCapabilities search, ResourceSources sources, String type) {
    Map<String, CapabilityStatements.Parameter> parameters = new LinkedHashMap<>();
    search
        .parameters(type)
        .forEach(
            parameter ->
                parameters.put(
                    parameter.name(),
                    new CapabilityStatements.Parameter(parameter.type(), parameter.definition())));
    List<String> revIncludes =
        search.revIncludes(type).stream()
            .filter(link -> sources.elsewhere(link.substring(0, link.indexOf(':'))).isEmpty())
            .toList();
    return new CapabilityStatements.SearchOffer(parameters, search.includes(type), revIncludes);
  }

  @Bean
  CapabilitiesInteraction capabilitiesInteraction(
      CapabilityStatements statements, TerminologyOffer terminology, PublicAddress address) {
    return new CapabilitiesInteraction(statements, terminology, address);
  }
}
