package org.xiangqiao.store.patch;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.StoreException;

/**
 * FHIRPath Patch (R4 fhirpatch.html): add, insert, delete, replace and move, each at the element
 * that its path selects, one after the other.
 */
public final class FhirPathPatch {

  /** {@code Patient.contact[0].telecom}: a plain name at the end of a path. */
  private static final Pattern PARENT_AND_NAME = Pattern.compile("(.+)\\.([A-Za-z]+)");

  private final FhirContext fhir;
  private IFhirPath engine;

  public FhirPathPatch(FhirContext fhir) {
    this.fhir = fhir;
  }

  /**
   * @return a patched copy; {@code resource} stays as it is
   * @throws StoreException 400 if the patch itself is wrong, 422 if it does not fit the resource,
   *     with the place {@code Parameters.parameter[n]} of the operation
   */
  public Resource apply(Resource resource, Parameters patch) {
    Resource patched = resource.copy();
    for (FhirPathOperation operation : FhirPathOperation.read(patch)) {
      switch (operation.kind()) {
        case ADD -> add(patched, operation);
        case INSERT -> insert(patched, operation);
        case DELETE -> delete(patched, operation);
        case REPLACE -> replace(patched, operation);
        case MOVE -> move(patched, operation);
      }
    }
    return patched;
  }

  /** Adds at the end of a list, or fills an element that is not there yet. */
  private void add(Resource resource, FhirPathOperation operation) {
    Base parent = single(resource, operation);
    ElementSlot slot = ElementSlot.of(fhir, parent, operation.name());
    if (slot == null) {
      throw PatchProblems.unfit(
          operation.place(), "patch-name-unknown", operation.index(), operation.name());
    }
    if (!slot.repeats() && !slot.values().isEmpty()) {
      throw PatchProblems.unfit(
          operation.place(),
          "patch-element-exists",
          operation.index(),
          operation.shownPath(),
          operation.name());
    }
    slot.add(PatchValues.make(fhir, slot, operation.value(), operation));
  }

  private void insert(Resource resource, FhirPathOperation operation) {
    ElementSlot slot = list(resource, operation);
    int index = operation.number("index");
    requireIndex(operation, index, slot.values().size());
    slot.insert(index, PatchValues.make(fhir, slot, operation.value(), operation));
  }

  /** No element is no error; several are. */
  private void delete(Resource resource, FhirPathOperation operation) {
    List<Base> found = evaluate(resource, operation, operation.path());
    if (found.isEmpty()) {
      return;
    }
    ElementPlace place = place(resource, only(found, operation), operation);
    place.slot(fhir).remove(place.index());
  }

  private void replace(Resource resource, FhirPathOperation operation) {
    ElementPlace place = place(resource, single(resource, operation), operation);
    ElementSlot slot = place.slot(fhir);
    slot.replace(place.index(), PatchValues.make(fhir, slot, operation.value(), operation));
  }

  private void move(Resource resource, FhirPathOperation operation) {
    ElementSlot slot = list(resource, operation);
    int last = slot.values().size() - 1;
    requireIndex(operation, operation.number("source"), last);
    requireIndex(operation, operation.number("destination"), last);
    IBase moved = slot.values().get(operation.number("source"));
    slot.remove(operation.number("source"));
    slot.insert(operation.number("destination"), moved);
  }

  private Base single(Resource resource, FhirPathOperation operation) {
    List<Base> found = evaluate(resource, operation, operation.path());
    if (found.isEmpty()) {
      throw PatchProblems.unfit(
          operation.place(), "patch-path-nothing", operation.index(), operation.shownPath());
    }
    return only(found, operation);
  }

  private static Base only(List<Base> found, FhirPathOperation operation) {
    if (found.size() > 1) {
      throw PatchProblems.unfit(
          operation.place(),
          "patch-path-several",
          operation.index(),
          operation.shownPath(),
          found.size());
    }
    return found.get(0);
  }

  private ElementPlace place(Resource resource, Base element, FhirPathOperation operation) {
    return ElementPlace.find(resource, element)
        .or(() -> narrative(resource, operation))
        .orElseThrow(
            () ->
                PatchProblems.unfit(
                    operation.place(),
                    "patch-path-not-element",
                    operation.index(),
                    operation.shownPath()));
  }

  /** FHIRPath sees the text of a narrative as a copy; only its path tells where it is. */
  private Optional<ElementPlace> narrative(Resource resource, FhirPathOperation operation) {
    Matcher parts = PARENT_AND_NAME.matcher(operation.path());
    if (!parts.matches() || !parts.group(2).equals("div")) {
      return Optional.empty();
    }
    List<Base> parents = evaluate(resource, operation, parts.group(1));
    return parents.size() == 1 && parents.get(0) instanceof Narrative narrative
        ? Optional.of(new ElementPlace(narrative, "div", 0))
        : Optional.empty();
  }

  /** The whole list that the path names; one without elements is known by its parent and name. */
  private ElementSlot list(Resource resource, FhirPathOperation operation) {
    List<Base> found = evaluate(resource, operation, operation.path());
    ElementSlot slot = null;
    if (!found.isEmpty()) {
      slot = place(resource, found.get(0), operation).slot(fhir);
      if (!sameElements(slot.values(), found)) {
        slot = null;
      }
    } else {
      Matcher parts = PARENT_AND_NAME.matcher(operation.path());
      if (parts.matches()) {
        List<Base> parents = evaluate(resource, operation, parts.group(1));
        slot = parents.size() == 1 ? ElementSlot.of(fhir, parents.get(0), parts.group(2)) : null;
      }
    }
    if (slot == null || !slot.repeats()) {
      throw PatchProblems.unfit(
          operation.place(), "patch-path-not-list", operation.index(), operation.shownPath());
    }
    return slot;
  }

  private static boolean sameElements(List<? extends IBase> all, List<Base> found) {
    if (all.size() != found.size()) {
      return false;
    }
    for (int i = 0; i < found.size(); i++) {
      if (all.get(i) != found.get(i)) {
        return false;
      }
    }
    return true;
  }

  private static void requireIndex(FhirPathOperation operation, int index, int last) {
    if (index < 0 || index > last) {
      throw PatchProblems.unfit(
          operation.place(),
          "patch-index",
          operation.index(),
          operation.shownPath(),
          index,
          Math.max(0, last));
    }
  }

  private List<Base> evaluate(Resource resource, FhirPathOperation operation, String path) {
    try {
      return engine().evaluate(resource, path, Base.class);
    } catch (RuntimeException wrong) {
      // The engine has many ways to say that it cannot understand or run an expression.
      throw PatchProblems.malformed(
          operation.place(), "patch-path-malformed", operation.index(), operation.shownPath());
    }
  }

  /** Made when the first patch needs it: it is costly. */
  private synchronized IFhirPath engine() {
    if (engine == null) {
      engine = fhir.newFhirPath();
    }
    return engine;
  }
}
