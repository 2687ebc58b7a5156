package org.xiangqiao.store.index;

import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;

/**
 * {@code X.exists() and X != false}: true for any value but {@code false}, false without one
 * ({@code Patient.deceased}).
 */
record PresentAndNotFalse(ElementPath element) implements ElementPath {

  @Override
  public void visit(Base start, CharSequence at, Visitor visitor) {
    boolean[] present = new boolean[1];
    element.visit(start, at, (value, place) -> present[0] |= isNotFalse(value));
    visitor.found(new BooleanType(present[0]), element.toString());
  }

  private static boolean isNotFalse(Base value) {
    return !(value instanceof BooleanType flag) || flag.booleanValue();
  }

  @Override
  public String toString() {
    return element + ".exists() and " + element + " != false";
  }
}
