package org.xiangqiao.server.definition;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r5.model.StructureDefinition;

/** R4's own definitions, read and converted when they are first asked for, once in a server. */
public final class BaseDefinitions {

  private final FhirContext context;
  private IValidationSupport support;
  private List<org.hl7.fhir.r4.model.StructureDefinition> specializations;
  private List<StructureDefinition> types;
  private Set<String> primitives;

  public BaseDefinitions(FhirContext context) {
    this.context = context;
  }

  /** For a chain of sources; the same object for all, so that what it has read is shared. */
  public synchronized IValidationSupport support() {
    if (support == null) {
      support = new DefaultProfileValidationSupport(context);
    }
    return support;
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
      List<IBaseResource> all = support().fetchAllStructureDefinitions();
      specializations =
          all.stream()
              .map(org.hl7.fhir.r4.model.StructureDefinition.class::cast)
              .filter(each -> each.getDerivation() != TypeDerivationRule.CONSTRAINT)
              .toList();
    }
    return specializations;
  }
}
