package org.xiangqiao.server.record;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xiangqiao.server.rest.address.PublicAddress;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.FhirOperation;
import org.xiangqiao.store.FhirStore;

/** Puts the operations over records together. */
@Configuration(proxyBeanMethods = false)
class RecordConfiguration {

  @Bean
  RecordFaults recordFaults() {
    return new RecordFaults();
  }

  @Bean
  FhirOperation patientEverything(
      FhirStore store, ResourceSources sources, PublicAddress address, RecordFaults faults) {
    return EverythingOperation.ofPatient(store, sources, address, faults);
  }

  @Bean
  FhirOperation encounterEverything(
      FhirStore store, ResourceSources sources, PublicAddress address, RecordFaults faults) {
    return EverythingOperation.ofEncounter(store, sources, address, faults);
  }

  @Bean
  FhirOperation lastN(FhirStore store, PublicAddress address, RecordFaults faults) {
    return new LastNOperation(store, address, faults);
  }

  @Bean
  FhirOperation meta(
      FhirStore store,
      FhirContext context,
      ResourceSources sources,
      @Qualifier("fhirResourceTypes") Set<String> types) {
    return new MetaOperation(store, context, sources, types);
  }

  @Bean
  FhirOperation metaAdd(
      FhirStore store,
      FhirContext context,
      ResourceSources sources,
      ObjectMapper json,
      RecordFaults faults) {
    return new MetaChangeOperation(store, context, sources, json, faults, new MetaChange(true));
  }

  @Bean
  FhirOperation metaDelete(
      FhirStore store,
      FhirContext context,
      ResourceSources sources,
      ObjectMapper json,
      RecordFaults faults) {
    return new MetaChangeOperation(store, context, sources, json, faults, new MetaChange(false));
  }

  @Bean
  FhirOperation document(
      FhirStore store,
      FhirContext context,
      PublicAddress address,
      ResourceSources sources,
      RecordFaults faults,
      Clock clock,
      ObjectProvider<AccessGuard> guards) {
    return new DocumentOperation(
        store,
        context,
        address,
        faults,
        new DocumentContent(store, context, sources, faults, guards.orderedStream().toList()),
        clock);
  }
}
