package org.xiangqiao.server.fhirpackage.installed;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r5.model.ElementDefinition;
import org.hl7.fhir.r5.model.ElementDefinition.TypeRefComponent;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.xiangqiao.server.definition.DefinitionContext;

/**
 * Finds the element that a path of a profile means in the snapshot of its base, going on into data
 * types where the snapshot ends.
 */
final class BaseElements {

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";
  private static final Set<String> ANY = Set.of("Element", "BackboneElement", "Resource");

  private final DefinitionContext definitions;

  BaseElements(DefinitionContext definitions) {
    this.definitions = definitions;
  }

  Optional<ElementDefinition> find(StructureDefinition base, String path) {
    List<ElementDefinition> snapshot = base.getSnapshot().getElement();
    Optional<ElementDefinition> named =
        snapshot.stream().filter(each -> means(each.getPath(), path)).findFirst();
    int dot = path.lastIndexOf('.');
    if (named.isPresent() || dot < 0) {
      return named;
    }
    return find(base, path.substring(0, dot))
        .flatMap(parent -> child(base, parent, path.substring(dot + 1)));
  }

  /** {@code value[x]} is meant by {@code valueQuantity} as well. */
  private static boolean means(String element, String path) {
    if (element.equals(path)) {
      return true;
    }
    if (!element.endsWith("[x]")) {
      return false;
    }
    String stem = element.substring(0, element.length() - 3);
    String rest = path.startsWith(stem) ? path.substring(stem.length()) : "";
    return !rest.isEmpty() && Character.isUpperCase(rest.charAt(0)) && rest.indexOf('.') < 0;
  }

  private Optional<ElementDefinition> child(
      StructureDefinition base, ElementDefinition parent, String name) {
    if (parent.hasContentReference()) {
      String reference = parent.getContentReference();
      String target = reference.substring(reference.indexOf('#') + 1);
      return target.equals(parent.getPath()) ? Optional.empty() : find(base, target + "." + name);
    }
    for (TypeRefComponent type : parent.getType()) {
      StructureDefinition definition = type(type.getWorkingCode());
      if (definition != null) {
        Optional<ElementDefinition> found = find(definition, definition.getType() + "." + name);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether an element may be narrowed to a type: one of its own, or one derived from it. */
  boolean allows(ElementDefinition wider, String type) {
    if (!wider.hasType()) {
      return true;
    }
    Set<String> own = new HashSet<>();
    wider.getType().forEach(each -> own.add(each.getWorkingCode()));
    if (own.contains(type) || own.stream().anyMatch(ANY::contains)) {
      return true;
    }
    Set<String> seen = new HashSet<>();
    StructureDefinition each = type(type);
    while (each != null && each.hasBaseDefinition() && seen.add(each.getUrl())) {
      each = type(each.getBaseDefinition());
      if (each != null && own.contains(each.getType())) {
        return true;
      }
    }
    return false;
  }

  private StructureDefinition type(String code) {
    if (code == null) {
      return null;
    }
    return definitions.fetchResource(
        StructureDefinition.class, code.contains("/") ? code : CORE + code);
  }
}
