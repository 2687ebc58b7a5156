package org.xiangqiao.store.search;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoredResource;

/** Parses stored bodies. */
final class BodyReader {

  private final FhirContext context;

  BodyReader(FhirContext context) {
    this.context = context;
  }

  Resource read(StoredResource stored) {
    return (Resource) context.newJsonParser().parseResource(stored.json());
  }
}
