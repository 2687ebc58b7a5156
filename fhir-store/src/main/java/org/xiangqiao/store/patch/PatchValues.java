package org.xiangqiao.store.patch;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildAny;
import ca.uhn.fhir.context.RuntimeChildChoiceDefinition;
import ca.uhn.fhir.context.RuntimeChildExtension;
import ca.uhn.fhir.parser.DataFormatException;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.utilities.xhtml.XhtmlNode;
import org.xiangqiao.store.StoreException;

/**
 * Makes what a patch wants put into an element: a data type as sent, a primitive turned into the
 * element's own kind (a code for {@code gender}), a resource, or an anonymous type from its parts.
 */
final class PatchValues {

  private PatchValues() {}

  static IBase make(
      FhirContext fhir,
      ElementSlot slot,
      ParametersParameterComponent part,
      FhirPathOperation operation) {
    IBase made;
    try {
      made = of(fhir, slot, part, operation);
    } catch (IllegalArgumentException | DataFormatException | ClassCastException wrongForm) {
      throw unfit(slot, operation);
    }
    if (made == null || made.isEmpty()) {
      throw unfit(slot, operation);
    }
    return made;
  }

  private static IBase of(
      FhirContext fhir,
      ElementSlot slot,
      ParametersParameterComponent part,
      FhirPathOperation operation) {
    BaseRuntimeChildDefinition child = slot.child();
    if (part.hasResource()) {
      boolean fits =
          child != null
              && child.getValidChildNames().stream()
                  .map(child::getChildByName)
                  .anyMatch(
                      definition ->
                          definition == null
                              || IBaseResource.class.isAssignableFrom(
                                  definition.getImplementingClass()));
      return fits ? part.getResource().copy() : null;
    }
    if (child == null || child instanceof RuntimeChildExtension) {
      return part.getValue() instanceof Extension extension
          ? extension.copy()
          : anonymous(fhir, new Extension(), part, operation);
    }
    if (child instanceof RuntimeChildChoiceDefinition || child instanceof RuntimeChildAny) {
      return choice(child, slot, part.getValue());
    }
    BaseRuntimeElementDefinition<?> definition = child.getChildByName(child.getElementName());
    if (part.getValue() == null) {
      IBase empty = definition.newInstance(child.getInstanceConstructorArguments());
      return empty instanceof PrimitiveType<?> || !(empty instanceof Base base)
          ? null
          : anonymous(fhir, base, part, operation);
    }
    if (part.getValue() instanceof PrimitiveType<?> given) {
      return primitive(definition, child, given);
    }
    return definition.getImplementingClass().isInstance(part.getValue())
        ? part.getValue().copy()
        : null;
  }

  private static IBase choice(BaseRuntimeChildDefinition child, ElementSlot slot, Type value) {
    String name = value == null ? null : child.getChildNameByDatatype(value.getClass());
    boolean named = slot.name().equals(child.getElementName());
    boolean plain =
        slot.name().endsWith("[x]") || (slot.name() + "[x]").equals(child.getElementName());
    return name != null && (named || plain || name.equals(slot.name())) ? value.copy() : null;
  }

  private static IBase primitive(
      BaseRuntimeElementDefinition<?> definition,
      BaseRuntimeChildDefinition child,
      PrimitiveType<?> given) {
    IBase made = definition.newInstance(child.getInstanceConstructorArguments());
    if (made instanceof XhtmlNode narrative) {
      narrative.setValueAsString(given.getValueAsString());
      return narrative;
    }
    if (!(made instanceof PrimitiveType<?> primitive)) {
      return null;
    }
    primitive.setValueAsString(given.getValueAsString());
    Element own = primitive;
    own.setId(given.getId());
    given.getExtension().forEach(extension -> own.addExtension(extension.copy()));
    return primitive;
  }

  private static Base anonymous(
      FhirContext fhir,
      Base made,
      ParametersParameterComponent parts,
      FhirPathOperation operation) {
    for (ParametersParameterComponent part : parts.getPart()) {
      ElementSlot slot = part.getName() == null ? null : ElementSlot.of(fhir, made, part.getName());
      if (slot == null || !slot.repeats() && !slot.values().isEmpty()) {
        throw PatchProblems.unfit(
            operation.place(),
            slot == null ? "patch-name-unknown" : "patch-part-twice",
            operation.index(),
            String.valueOf(part.getName()));
      }
      slot.add(make(fhir, slot, part, operation));
    }
    return made;
  }

  private static StoreException unfit(ElementSlot slot, FhirPathOperation operation) {
    return PatchProblems.unfit(
        operation.place(), "patch-value-unfit", operation.index(), slot.name());
  }
}
