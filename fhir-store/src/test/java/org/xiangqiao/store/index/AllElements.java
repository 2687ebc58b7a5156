package org.xiangqiao.store.index;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeChildContainedResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.Resource;

/**
 * Makes resources with every element filled, to some depth, so that every path finds something. The
 * variant chooses among the types of a choice, the targets of references and the codes.
 */
final class AllElements {

  private static final Set<String> LEFT_OUT =
      Set.of("extension", "modifierExtension", "contained", "id", "implicitRules");
  private static final String[] TARGETS = {
    "Patient", "Practitioner", "Location", "RelatedPerson", "Device"
  };

  private final FhirContext context;
  private final int variant;
  private int counter;

  AllElements(FhirContext context, int variant) {
    this.context = context;
    this.variant = variant;
  }

  Resource of(String type) {
    Resource resource = (Resource) context.getResourceDefinition(type).newInstance();
    resource.setId(type + "/all-" + variant);
    fill(resource, 0);
    return resource;
  }

  private void fill(IBase element, int depth) {
    BaseRuntimeElementDefinition<?> definition =
        element instanceof Resource resource
            ? context.getResourceDefinition(resource)
            : context.getElementDefinition(element.getClass());
    if (!(definition instanceof BaseRuntimeElementCompositeDefinition<?> composite)
        || element instanceof Narrative) {
      return;
    }
    for (BaseRuntimeChildDefinition child : composite.getChildrenAndExtension()) {
      if (LEFT_OUT.contains(child.getElementName())
          || child instanceof RuntimeChildContainedResources) {
        continue;
      }
      int copies = child.getMax() == 1 || depth > 1 ? 1 : 2;
      for (int i = 0; i < copies; i++) {
        IBase value = value(child, depth, i);
        if (value != null) {
          child.getMutator().addValue(element, value);
        }
      }
    }
  }

  private IBase value(BaseRuntimeChildDefinition child, int depth, int copy) {
    List<String> names = new ArrayList<>(child.getValidChildNames());
    names.sort(null);
    String name = names.get((variant + copy) % names.size());
    BaseRuntimeElementDefinition<?> definition = child.getChildByName(name);
    if (definition == null) {
      return null;
    }
    if (IBaseResource.class.isAssignableFrom(definition.getImplementingClass())) {
      Patient patient = new Patient();
      patient.setId("inside-" + ++counter);
      return patient;
    }
    IBase value = definition.newInstance(child.getInstanceConstructorArguments());
    if (value instanceof Reference reference) {
      String target = TARGETS[(variant + copy) % TARGETS.length];
      reference.setReference(target + "/t" + ++counter);
    } else if (value instanceof PrimitiveType<?> primitive) {
      primitive(primitive);
    } else if (depth < 4) {
      fill(value, depth + 1);
      if (value instanceof ContactPoint contact) {
        contact.setSystem(ContactPoint.ContactPointSystem.values()[(variant + copy) % 4]);
      } else if (value instanceof RelatedArtifact artifact) {
        artifact.setType(RelatedArtifact.RelatedArtifactType.values()[(3 + variant + copy) % 8]);
      }
    }
    return value;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void primitive(PrimitiveType<?> primitive) {
    counter++;
    if (primitive instanceof Enumeration code) {
      Object[] codes = enumConstants(code);
      code.setValue((Enum) codes[counter % Math.max(1, codes.length - 1)]);
    } else if (primitive instanceof BooleanType flag) {
      flag.setValue(variant % 2 == 0);
    } else if (primitive instanceof InstantType instant) {
      instant.setValueAsString("2026-03-01T10:00:00.000+08:00");
    } else if (primitive instanceof BaseDateTimeType date) {
      date.setValueAsString("2026-03-" + String.format("%02d", 1 + counter % 28));
    } else {
      switch (primitive.fhirType()) {
        case "integer", "unsignedInt", "positiveInt", "decimal" ->
            primitive.setValueAsString(String.valueOf(1 + counter));
        case "time" -> primitive.setValueAsString("10:00:00");
        case "base64Binary" -> primitive.setValueAsString("YWJj");
        case "oid" -> primitive.setValueAsString("urn:oid:1.2." + counter);
        case "uuid" ->
            primitive.setValueAsString(
                "urn:uuid:00000000-0000-0000-0000-" + (100000000000L + counter));
        case "uri", "url", "canonical" ->
            primitive.setValueAsString("http://example.org/" + counter);
        default -> primitive.setValueAsString("v" + counter);
      }
    }
  }

  private static Object[] enumConstants(Enumeration<?> code) {
    for (var method : code.getEnumFactory().getClass().getMethods()) {
      if (method.getName().equals("fromCode") && method.getReturnType().isEnum()) {
        return method.getReturnType().getEnumConstants();
      }
    }
    throw new IllegalStateException("no codes for " + code.getEnumFactory());
  }
}
