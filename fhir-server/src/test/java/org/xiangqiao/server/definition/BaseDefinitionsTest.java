package org.xiangqiao.server.definition;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.published.PublishedDefinitions;

class BaseDefinitionsTest {

  @Test
  void primitiveTypesAreToldFromOthers() {
    BaseDefinitions base = new BaseDefinitions(new PublishedDefinitions(FhirContext.forR4Cached()));
    assertThat(base.isPrimitive("dateTime")).isTrue();
    assertThat(base.isPrimitive("Quantity")).isFalse();
    assertThat(base.isPrimitive("Patient")).isFalse();
  }
}
