package org.xiangqiao.server.definition;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.xiangqiao.terminology.published.PublishedDefinitions;

/**
 * R4's own definitions as HL7's validator wants them, its types converted once in a server: the
 * same object serves all counties.
 */
public final class BaseDefinitions implements IValidationSupport {

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  private final PublishedDefinitions published;
  private List<org.hl7.fhir.r4.model.StructureDefinition> specializations;
  private List<StructureDefinition> types;
  private Set<String> primitives;

  public BaseDefinitions(PublishedDefinitions published) {
    this.published = published;
  }

  @Override
  public FhirContext getFhirContext() {
    return published.getFhirContext();
  }

  @Override
  public IBaseResource fetchStructureDefinition(String canonical) {
    return published.fetchStructureDefinition(canonical);
  }

  @Override
  public IBaseResource fetchValueSet(String canonical) {
    return published.fetchValueSet(canonical);
  }

  @Override
  public IBaseResource fetchCodeSystem(String canonical) {
    return published.fetchCodeSystem(canonical);
  }

  /** Resources and data types, without profiles and extensions. */
  synchronized List<StructureDefinition> types(WorkerContextValidationSupportAdapter converter) {
    if (types == null) {
      types =
          specializations().stream()
              .map(each -> converter.fetchResource(StructureDefinition.class, each.getUrl()))
              .toList();
    }
    return types;
  }

  synchronized boolean isPrimitive(String name) {
    if (primitives == null) {
      primitives =
          specializations().stream()
              .filter(each -> each.getKind() == StructureDefinitionKind.PRIMITIVETYPE)
              .map(org.hl7.fhir.r4.model.StructureDefinition::getName)
              .collect(Collectors.toUnmodifiableSet());
    }
    return primitives.contains(name);
  }

  private List<org.hl7.fhir.r4.model.StructureDefinition> specializations() {
    if (specializations == null) {
      List<org.hl7.fhir.r4.model.StructureDefinition> found = new ArrayList<>();
      for (String name : published.typeNames()) {
        if (published.fetchStructureDefinition(CORE + name)
                instanceof org.hl7.fhir.r4.model.StructureDefinition type
            && type.getDerivation() != TypeDerivationRule.CONSTRAINT) {
          found.add(type);
        }
      }
      specializations = found;
    }
    return specializations;
  }
}
