package org.xiangqiao.terminology.validation.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One value of a resource (元素): an object, or a primitive with what {@code _name} adds to it (R4
 * json.html#primitive). Its FHIR name and type are set when the resource is typed. Used by one
 * validation and then thrown away.
 */
public final class Node {

  /** How the value is written. */
  public enum Kind {
    OBJECT,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL,
    /** An array where a single value should be: inside an array. */
    ARRAY
  }

  private final Node parent;
  private final String jsonName;
  private final int index;
  private Kind kind;
  private String text;
  private List<Node> children = List.of();
  private String name;
  private String type;
  private Place where;
  private String location;

  /**
   * @param index in its array, or -1
   */
  Node(Node parent, String jsonName, int index, Kind kind, String text) {
    this.parent = parent;
    this.jsonName = jsonName;
    this.index = index;
    this.kind = kind;
    this.text = text;
    this.name = jsonName;
  }

  /** A value that stands alone, such as a profile's fixed value. */
  public static Node primitive(String text) {
    return new Node(null, "$", -1, Kind.STRING, text);
  }

  void add(Node child) {
    if (children.isEmpty()) {
      children = new ArrayList<>();
    }
    children.add(child);
  }

  void set(Kind value, String written) {
    kind = value;
    text = written;
  }

  /** Says what it is in FHIR. */
  public void type(String fhirName, String fhirType, Place place) {
    name = fhirName;
    type = fhirType;
    where = place;
  }

  /**
   * How it is named in a location.
   *
   * @param step in FHIRPath: {@code value.ofType(Quantity)}
   * @param raw in the definition: {@code value[x]}
   * @param resource whether a resource of its own begins here
   * @param shared path of the element whose content it shares, or null
   * @param primitive whether its type is one that has a value of its own
   */
  public record Place(
      String step, String raw, boolean list, boolean resource, String shared, boolean primitive) {

    public Place(String step, String raw, boolean list, boolean resource, boolean primitive) {
      this(step, raw, list, resource, null, primitive);
    }
  }

  /** Leaves only the children that FHIR knows. */
  public void keep(List<Node> known) {
    children = known;
  }

  public Node parent() {
    return parent;
  }

  /** As in the text; for a choice with its type. */
  public String jsonName() {
    return jsonName;
  }

  /** As FHIRPath calls it: {@code value} for {@code valueQuantity}. */
  public String name() {
    return name;
  }

  /** Code of its FHIR type; of a backbone element {@code BackboneElement}. */
  public String type() {
    return type;
  }

  /** Whether its type is a primitive one. */
  public boolean primitive() {
    return where != null && where.primitive();
  }

  public int index() {
    return index;
  }

  public Kind kind() {
    return kind;
  }

  /** Of a primitive, or null. */
  public String text() {
    return text;
  }

  public boolean hasText() {
    return text != null;
  }

  public List<Node> children() {
    return children;
  }

  /** The first child of that FHIR name, or null. */
  public Node child(String fhirName) {
    for (Node each : children) {
      if (each.name.equals(fhirName)) {
        return each;
      }
    }
    return null;
  }

  /** The text of the first child of that name, or null. */
  public String childText(String fhirName) {
    Node child = child(fhirName);
    return child == null ? null : child.text;
  }

  public boolean has(String fhirName) {
    return child(fhirName) != null;
  }

  /** All children of that FHIR name. */
  public Stream<Node> all(String fhirName) {
    return children.stream().filter(each -> each.name.equals(fhirName));
  }

  /** Whether it is a resource: only those carry this property. */
  public String resourceType() {
    for (Node each : children) {
      if (each.jsonName.equals("resourceType") && each.kind == Kind.STRING) {
        return each.text;
      }
    }
    return null;
  }

  /** FHIRPath from the outermost resource. */
  public String location() {
    if (location == null) {
      String own = where == null ? jsonName : where.step() + place() + comment();
      location = parent == null ? own : parent.location() + "." + own;
    }
    return location;
  }

  /** As a reader sees it who knows nothing of types: with {@code value[x]}. */
  public String rawLocation() {
    String own = where == null ? jsonName : where.raw() + place();
    return parent == null ? own : parent.rawLocation() + "." + own;
  }

  private String place() {
    return where.list() ? "[" + Math.max(index, 0) + "]" : "";
  }

  private String comment() {
    return parent != null && where.resource() ? "/*" + type + "/" + childText("id") + "*/" : "";
  }

  /**
   * Path of the element whose content it shares (R4 elementdefinition.html#contentReference), or
   * null.
   */
  public String shared() {
    return where == null ? null : where.shared();
  }

  /** Whether a resource begins here. */
  public boolean resource() {
    return where != null && where.resource();
  }
}
