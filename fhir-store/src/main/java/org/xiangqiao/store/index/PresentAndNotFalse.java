package org.xiangqiao.store.index;

import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;

/**
 * {@code X.exists() and X != false}: true for any value but {@code false}, and for an element that
 * only says why it has none; false without an element ({@code Patient.deceased}).
 */
record PresentAndNotFalse(ElementPath element) implements ElementPath {

  @Override
  public void visit(Base start, CharSequence at, Visitor visitor) {
    boolean[] present = new boolean[1];
    element.visit(start, at, (value, place) -> present[0] |= isNotFalse(value));
    visitor.found(new BooleanType(present[0]), element.toString());
  }

  /** A choice element: its member is named after it and the type. */
  @Override
  public Optional<String> json() {
    return element
        .json()
        .filter(path -> path.endsWith("\""))
        .map(
            path -> {
              int name = path.lastIndexOf(".\"");
              return "exists("
                  + path.substring(0, name)
                  + ".keyvalue() ? (@.key like_regex \"^"
                  + path.substring(name + 2, path.length() - 1)
                  + "([A-Z]|$)\" && (@.value.type() != \"boolean\" || @.value == true)))";
            });
  }

  private static boolean isNotFalse(Base value) {
    return !(value instanceof BooleanType flag) || !Boolean.FALSE.equals(flag.getValue());
  }

  @Override
  public String toString() {
    return element + ".exists() and " + element + " != false";
  }
}
