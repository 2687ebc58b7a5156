package org.xiangqiao.terminology.validation.compile;

import java.util.HashMap;
import java.util.Map;

/** Which properties an object of a type, or a backbone element, may have (R4 json.html#object). */
public final class Shape {

  private final boolean resource;
  private final Map<String, Slot> slots = new HashMap<>();

  Shape(boolean resource) {
    this.resource = resource;
  }

  void put(String jsonName, Slot slot) {
    slots.put(jsonName, slot);
  }

  /** Or null. */
  public Slot slot(String jsonName) {
    return slots.get(jsonName);
  }

  public boolean resource() {
    return resource;
  }
}
