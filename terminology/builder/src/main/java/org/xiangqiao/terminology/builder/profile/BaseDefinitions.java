package org.xiangqiao.terminology.builder.profile;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.BaseValidationSupportWrapper;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;

/**
 * R4's own definitions, read once for each context. Who asks for all of them gets the types only:
 * FHIRPath wants nothing else, and HL7's classes convert each of the 650 to R5.
 */
final class BaseDefinitions extends BaseValidationSupportWrapper {

  BaseDefinitions(FhirContext context) {
    super(context, context.getValidationSupport());
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return (List<T>)
        super.<StructureDefinition>fetchAllStructureDefinitions().stream()
            .filter(each -> each.getDerivation() != TypeDerivationRule.CONSTRAINT)
            .toList();
  }
}
