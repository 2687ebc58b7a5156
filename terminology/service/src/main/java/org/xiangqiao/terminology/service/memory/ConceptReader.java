package org.xiangqiao.terminology.service.memory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionDesignationComponent;
import org.hl7.fhir.r4.model.CodeSystem.ConceptPropertyComponent;
import org.hl7.fhir.r4.model.Extension;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.Concept.Designation;
import org.xiangqiao.terminology.service.content.Concept.Property;
import org.xiangqiao.terminology.service.property.ConceptStatus;
import org.xiangqiao.terminology.service.property.PropertyRoles;
import org.xiangqiao.terminology.service.property.PropertyRoles.Role;

/**
 * Reads concepts out of a resource: hierarchy by nesting and by the properties parent, child and
 * subsumedBy; extensions with a value become properties under their address.
 */
final class ConceptReader {

  private final PropertyRoles roles;
  private final String language;
  private final Map<String, ConceptDefinitionComponent> definitions = new LinkedHashMap<>();
  private final Map<String, Set<String>> parents = new LinkedHashMap<>();
  private final Map<String, Set<String>> children = new LinkedHashMap<>();

  private ConceptReader(CodeSystem system) {
    this.roles = new PropertyRoles(system);
    this.language = system.getLanguage();
  }

  static MemoryCodeSystem read(CodeSystem system) {
    ConceptReader reader = new ConceptReader(system);
    reader.walk(system.getConcept(), null);
    Map<String, Concept> concepts = new LinkedHashMap<>();
    reader.definitions.forEach((code, each) -> concepts.put(code, reader.concept(each)));
    return new MemoryCodeSystem(
        About.of(system), Collections.unmodifiableMap(concepts), reader.children);
  }

  private void walk(List<ConceptDefinitionComponent> concepts, String parent) {
    for (ConceptDefinitionComponent concept : concepts) {
      String code = concept.getCode();
      if (code == null) {
        continue;
      }
      definitions.putIfAbsent(code, concept);
      if (parent != null) {
        link(parent, code);
      }
      for (ConceptPropertyComponent property : concept.getProperty()) {
        String value = property.getValue() == null ? null : property.getValue().primitiveValue();
        if (value != null && roles.is(Role.PARENT, property.getCode())) {
          link(value, code);
        } else if (value != null && roles.is(Role.CHILD, property.getCode())) {
          link(code, value);
        }
      }
      walk(concept.getConcept(), code);
    }
  }

  private void link(String parent, String child) {
    parents.computeIfAbsent(child, code -> new LinkedHashSet<>()).add(parent);
    children.computeIfAbsent(parent, code -> new LinkedHashSet<>()).add(child);
  }

  private Concept concept(ConceptDefinitionComponent definition) {
    List<Property> properties = properties(definition, roles);
    boolean inactive = false;
    boolean notSelectable = false;
    for (Property property : properties) {
      String value = ConceptStatus.text(property);
      inactive |= ConceptStatus.inactive(roles, property.code(), value);
      notSelectable |= roles.is(Role.NOT_SELECTABLE, property.code()) && "true".equals(value);
    }
    return new Concept(
        definition.getCode(),
        definition.getDisplay(),
        definition.getDefinition(),
        language,
        inactive,
        notSelectable,
        List.copyOf(parents.getOrDefault(definition.getCode(), Set.of())),
        designations(definition),
        properties);
  }

  static List<Property> properties(ConceptDefinitionComponent definition, PropertyRoles roles) {
    List<Property> properties = new ArrayList<>();
    for (ConceptPropertyComponent property : definition.getProperty()) {
      if (property.hasCode()
          && !roles.is(Role.PARENT, property.getCode())
          && !roles.is(Role.CHILD, property.getCode())) {
        properties.add(new Property(property.getCode(), property.getValue()));
      }
    }
    for (Extension extension : definition.getExtension()) {
      if (extension.getValue() != null && extension.hasUrl()) {
        properties.add(new Property(extension.getUrl(), extension.getValue()));
      }
    }
    return properties;
  }

  static List<Designation> designations(ConceptDefinitionComponent definition) {
    List<Designation> designations = new ArrayList<>();
    for (ConceptDefinitionDesignationComponent each : definition.getDesignation()) {
      if (!each.hasValue()) {
        continue;
      }
      designations.add(
          new Designation(
              each.getLanguage(),
              each.hasUse() ? each.getUse() : null,
              each.getValue(),
              each.getExtension()));
    }
    return designations;
  }
}
