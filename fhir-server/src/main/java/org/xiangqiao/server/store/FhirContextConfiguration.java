package org.xiangqiao.server.store;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.PerformanceOptionsEnum;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one FHIR R4 context of the process. */
@Configuration(proxyBeanMethods = false)
class FhirContextConfiguration {

  /** Listed by the library, but abstract or not part of R4. */
  private static final Set<String> NO_TYPES = Set.of("Resource", "DomainResource");

  /** Definitions of the 146 types are built when they are first met, not at start. */
  @Bean
  FhirContext fhirContext() {
    FhirContext context = FhirContext.forR4();
    context.setPerformanceOptions(PerformanceOptionsEnum.DEFERRED_MODEL_SCANNING);
    return context;
  }

  @Bean
  SortedSet<String> fhirResourceTypes(FhirContext context) {
    SortedSet<String> types = new TreeSet<>(context.getResourceTypes());
    types.removeAll(NO_TYPES);
    return Collections.unmodifiableSortedSet(types);
  }
}
