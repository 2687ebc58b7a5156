package org.xiangqiao.terminology.validation.invariant;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition.ChildTypeEnum;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.xiangqiao.terminology.validation.ProfileSource;

/**
 * What a FHIRPath engine asks of definitions: the names of all types when it is made, which HAPI's
 * model knows, and seldom a single definition. To read R4's 150 resources for their names would
 * take a second and 60 MB.
 */
final class TypeNames implements IValidationSupport {

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";

  private final FhirContext context;
  private final ProfileSource profiles;
  private final List<IBaseResource> types;

  TypeNames(FhirContext context, ProfileSource profiles) {
    this.context = context;
    this.profiles = profiles;
    this.types = types(context);
  }

  private static List<IBaseResource> types(FhirContext context) {
    List<IBaseResource> types = new ArrayList<>();
    for (BaseRuntimeElementDefinition<?> each : context.getElementDefinitions()) {
      if (each.getChildType() == ChildTypeEnum.PRIMITIVE_DATATYPE) {
        types.add(type(each.getName(), StructureDefinitionKind.PRIMITIVETYPE));
      } else if (each.getChildType() == ChildTypeEnum.COMPOSITE_DATATYPE) {
        types.add(type(each.getName(), StructureDefinitionKind.COMPLEXTYPE));
      }
    }
    context
        .getResourceTypes()
        .forEach(each -> types.add(type(each, StructureDefinitionKind.RESOURCE)));
    return List.copyOf(types);
  }

  private static StructureDefinition type(String name, StructureDefinitionKind kind) {
    StructureDefinition type = new StructureDefinition();
    type.setUrl(CORE + name).setName(name).setType(name).setKind(kind);
    return type.setDerivation(TypeDerivationRule.SPECIALIZATION);
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return (List<T>) types;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String canonical) {
    return profiles.profile(canonical).orElse(null);
  }
}
