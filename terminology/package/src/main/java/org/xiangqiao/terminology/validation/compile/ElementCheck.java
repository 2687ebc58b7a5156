package org.xiangqiao.terminology.validation.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.BindingStrength;
import org.xiangqiao.terminology.validation.json.Node;

/** What one element of a profile asks for, ready to be held against values. */
public final class ElementCheck {

  /**
   * A type that is allowed.
   *
   * @param profiles that a value must conform to, one of them
   * @param targets canonicals that a reference may point to
   */
  public record AllowedType(
      String code, List<String> profiles, List<String> targets, List<String> aggregation) {}

  /** Codes that are allowed. */
  public record Binding(BindingStrength strength, String valueSet, String maxValueSet) {}

  /** Bounds of a value's size; null where there is none. */
  public record Bounds(Integer length, String lowest, String highest) {

    boolean none() {
      return length == null && lowest == null && highest == null;
    }
  }

  /** How the values of an element are told apart (R4 profiling.html#slicing). */
  public record Slicing(
      List<Discriminator> discriminators, ElementDefinition.SlicingRules rules, boolean ordered) {}

  /** By which a value finds its slice. */
  public record Discriminator(
      ElementDefinition.DiscriminatorType type, String path, List<PathStep> steps) {}

  private static final int FEW_TYPES = 4;

  private final String id;
  private final String path;
  private final String name;
  private final String sliceName;
  private final int min;
  private final int max;
  private final List<AllowedType> types;

  /** Of elements with many types, else null. */
  private final Map<String, AllowedType> byCode;

  private final Node fixed;
  private final Node pattern;
  private final Bounds bounds;
  private final Binding binding;
  private final boolean modifier;
  private final String contentReference;
  private final Slicing slicing;
  private final List<InvariantCheck> invariants;
  private final Map<String, ElementCheck> children = new HashMap<>();
  private final List<ElementCheck> inOrder = new ArrayList<>();
  private final List<ElementCheck> slices = new ArrayList<>();
  private int ordinal;

  ElementCheck(
      ElementDefinition from,
      List<AllowedType> types,
      Node fixed,
      Node pattern,
      Bounds bounds,
      Binding binding,
      Slicing slicing,
      List<InvariantCheck> invariants) {
    this.id = from.hasId() ? from.getId() : from.getPath();
    this.path = from.getPath();
    String last = path.substring(path.lastIndexOf('.') + 1);
    this.name = last.endsWith("[x]") ? last.substring(0, last.length() - 3) : last;
    this.sliceName = from.getSliceName();
    this.min = from.getMin();
    this.max = "*".equals(from.getMax()) ? Integer.MAX_VALUE : Integer.parseInt(from.getMax());
    this.types = types;
    this.byCode = types.size() > FEW_TYPES ? byCode(types) : null;
    this.fixed = fixed;
    this.pattern = pattern;
    this.bounds = bounds.none() ? null : bounds;
    this.binding = binding;
    this.modifier = from.getIsModifier();
    this.contentReference = from.getContentReference();
    this.slicing = slicing;
    this.invariants = invariants;
  }

  private static Map<String, AllowedType> byCode(List<AllowedType> types) {
    Map<String, AllowedType> byCode = new HashMap<>();
    types.forEach(each -> byCode.putIfAbsent(each.code(), each));
    return byCode;
  }

  void child(ElementCheck child) {
    ElementCheck before = children.put(child.name, child);
    if (before == null) {
      child.ordinal = inOrder.size();
      inOrder.add(child);
    } else {
      child.ordinal = before.ordinal;
      inOrder.set(child.ordinal, child);
    }
  }

  void slice(ElementCheck slice) {
    slices.add(slice);
  }

  public String id() {
    return id;
  }

  /** Its place among its siblings. */
  public int ordinal() {
    return ordinal;
  }

  public String path() {
    return path;
  }

  /** Its last step, of a choice without {@code [x]}. */
  public String name() {
    return name;
  }

  /** Or null. */
  public String sliceName() {
    return sliceName;
  }

  public int min() {
    return min;
  }

  public int max() {
    return max;
  }

  public List<AllowedType> types() {
    return types;
  }

  /** The type of that code, or null. */
  public AllowedType type(String code) {
    if (byCode != null) {
      return byCode.get(code);
    }
    for (AllowedType each : types) {
      if (each.code().equals(code)) {
        return each;
      }
    }
    return null;
  }

  /** Or null. */
  public Node fixed() {
    return fixed;
  }

  /** Or null. */
  public Node pattern() {
    return pattern;
  }

  /** Or null. */
  public Bounds bounds() {
    return bounds;
  }

  /** Or null. */
  public Binding binding() {
    return binding;
  }

  public boolean modifier() {
    return modifier;
  }

  /** Id of the element whose content it shares, or null. */
  public String contentReference() {
    return contentReference;
  }

  /** Or null. */
  public Slicing slicing() {
    return slicing;
  }

  public List<ElementCheck> slices() {
    return slices;
  }

  public List<InvariantCheck> invariants() {
    return invariants;
  }

  /** Its children as they are defined one after another. */
  public List<ElementCheck> inOrder() {
    return inOrder;
  }

  /** By name; empty where the type says what is inside. */
  public Map<String, ElementCheck> children() {
    return children;
  }
}
