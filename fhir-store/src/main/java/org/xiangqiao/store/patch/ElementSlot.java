package org.xiangqiao.store.patch;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;

/** The values of one named element of one parent, to be read and changed. */
final class ElementSlot {

  private final Base parent;
  private final String name;

  /** Null for the extensions of a primitive, which HAPI's definitions do not list. */
  private final BaseRuntimeChildDefinition child;

  private ElementSlot(Base parent, String name, BaseRuntimeChildDefinition child) {
    this.parent = parent;
    this.name = name;
    this.child = child;
  }

  /** Null if an element of that name does not exist in FHIR R4; choices go with and without [x]. */
  static ElementSlot of(FhirContext fhir, Base parent, String name) {
    BaseRuntimeElementDefinition<?> definition =
        parent instanceof Resource resource
            ? fhir.getResourceDefinition(resource)
            : fhir.getElementDefinition(parent.getClass());
    if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      BaseRuntimeChildDefinition child = composite.getChildByName(name);
      if (child == null) {
        child = composite.getChildByName(name + "[x]");
      }
      return child == null ? null : new ElementSlot(parent, name, child);
    }
    return name.equals("extension") && parent instanceof Element
        ? new ElementSlot(parent, name, null)
        : null;
  }

  /** Definition of the element, or null for extensions of a primitive. */
  BaseRuntimeChildDefinition child() {
    return child;
  }

  String name() {
    return name;
  }

  boolean repeats() {
    return child == null || child.getMax() != 1;
  }

  List<IBase> values() {
    if (child == null) {
      return extensions();
    }
    return child.getAccessor().getValues(parent).stream()
        .filter(Objects::nonNull)
        .filter(value -> repeats() || !value.isEmpty())
        .toList();
  }

  void add(IBase value) {
    insert(values().size(), value);
  }

  void insert(int index, IBase value) {
    if (!repeats()) {
      child.getMutator().setValue(parent, value);
    } else if (child != null && values().isEmpty()) {
      child.getMutator().addValue(parent, value);
    } else {
      live().add(index, value);
    }
  }

  void remove(int index) {
    if (repeats()) {
      live().remove(index);
    } else {
      child.getMutator().setValue(parent, null);
    }
  }

  void replace(int index, IBase value) {
    if (repeats()) {
      live().set(index, value);
    } else {
      child.getMutator().setValue(parent, value);
    }
  }

  /** The parent's own list: HAPI hands it out for elements that repeat. */
  private List<IBase> live() {
    return child == null ? extensions() : child.getAccessor().getValues(parent);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private List<IBase> extensions() {
    List<Extension> extensions = ((Element) parent).getExtension();
    return (List) extensions;
  }
}
