package org.xiangqiao.terminology.validation.compile;

import org.xiangqiao.terminology.validation.json.Node;

/** A property that an object may have in JSON. */
public final class Slot {

  private final String name;
  private final String type;
  private final Node.Place place;
  private volatile Shape shape;

  /**
   * @param name in FHIRPath
   * @param type code of its type; {@code Resource} where any resource may be
   * @param own the shape that its definition gives it (a backbone element), or null for its type's
   */
  Slot(String name, String type, Shape own, Node.Place place) {
    this.name = name;
    this.type = type;
    this.shape = own;
    this.place = place;
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  public Node.Place place() {
    return place;
  }

  /** What may be inside, looked up once; null if its type is not known. */
  public Shape shape(Shapes shapes) {
    Shape known = shape;
    if (known == null) {
      known = shapes.of(type).orElse(null);
      shape = known;
    }
    return known;
  }
}
