package org.xiangqiao.server.graphql;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * No definitions for HL7's engine: it would load all of FHIR's only to know the names of types,
 * which paths do not need.
 */
public record NoDefinitions(FhirContext context) implements IValidationSupport {

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return List.of();
  }
}
