package org.xiangqiao.terminology.validation.compile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.xiangqiao.terminology.validation.ProfileSource;
import org.xiangqiao.terminology.validation.json.Node;

/** The shapes of R4's types, each made when it is first met. */
public final class Shapes {

  private static final String BASE = "http://hl7.org/fhir/StructureDefinition/";

  private final ProfileSource source;
  private final Map<String, Shape> ready = new ConcurrentHashMap<>();
  private final Map<String, StructureDefinitionKind> kinds = new ConcurrentHashMap<>();

  public Shapes(ProfileSource source) {
    this.source = source;
  }

  /** Of a type that R4 defines; empty for others and for abstract resources. */
  public Optional<Shape> of(String type) {
    Shape known = ready.get(type);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Shape> made = definition(type).map(this::shape);
    made.ifPresent(shape -> ready.put(type, shape));
    return made;
  }

  private boolean isPrimitive(String type) {
    return kind(type) == StructureDefinitionKind.PRIMITIVETYPE;
  }

  public boolean isResource(String type) {
    return kind(type) == StructureDefinitionKind.RESOURCE;
  }

  private StructureDefinitionKind kind(String type) {
    StructureDefinitionKind known = kinds.get(type);
    if (known == null) {
      known = definition(type).map(StructureDefinition::getKind).orElse(null);
      if (known != null) {
        kinds.put(type, known);
      }
    }
    return known;
  }

  private Optional<StructureDefinition> definition(String type) {
    return type.indexOf('/') >= 0 ? Optional.empty() : source.profile(BASE + type);
  }

  private Shape shape(StructureDefinition definition) {
    List<ElementDefinition> elements = definition.getSnapshot().getElement();
    boolean resource = definition.getKind() == StructureDefinitionKind.RESOURCE;
    Map<String, Shape> byPath = new HashMap<>();
    byPath.put(elements.get(0).getPath(), new Shape(resource));
    // Backbone elements first, so that what refers to them finds them.
    for (int i = 1; i + 1 < elements.size(); i++) {
      if (elements.get(i + 1).getPath().startsWith(elements.get(i).getPath() + ".")) {
        byPath.put(elements.get(i).getPath(), new Shape(false));
      }
    }
    boolean primitive = definition.getKind() == StructureDefinitionKind.PRIMITIVETYPE;
    for (ElementDefinition element : elements.subList(1, elements.size())) {
      String path = element.getPath();
      String name = path.substring(path.lastIndexOf('.') + 1);
      if (!(primitive && name.equals("value"))) {
        slots(byPath.get(path.substring(0, path.lastIndexOf('.'))), element, name, byPath);
      }
    }
    return byPath.get(elements.get(0).getPath());
  }

  private void slots(
      Shape shape, ElementDefinition element, String name, Map<String, Shape> byPath) {
    if (shape == null) {
      return;
    }
    boolean list =
        !element.getBase().getMax().equals("1") && !element.getBase().getMax().equals("0");
    if (element.hasContentReference()) {
      String path = element.getContentReference().substring(1);
      Node.Place place = new Node.Place(name, name, list, false, path, false);
      shape.put(name, new Slot(name, "BackboneElement", byPath.get(path), place));
      return;
    }
    for (String type : TypeCodes.of(element)) {
      if (name.endsWith("[x]")) {
        String base = name.substring(0, name.length() - 3);
        Node.Place place =
            new Node.Place(base + ".ofType(" + type + ")", name, list, false, isPrimitive(type));
        String json = base + Character.toUpperCase(type.charAt(0)) + type.substring(1);
        shape.put(json, new Slot(base, type, null, place));
      } else {
        boolean resource = type.equals("Resource") || isResource(type);
        Node.Place place = new Node.Place(name, name, list, resource, isPrimitive(type));
        Shape own = byPath.get(element.getPath());
        shape.put(name, new Slot(name, type, own, place));
      }
    }
  }
}
