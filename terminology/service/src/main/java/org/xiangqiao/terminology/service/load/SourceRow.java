package org.xiangqiao.terminology.service.load;

import java.util.List;
import java.util.Map;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * One row or class of a file, as it is written.
 *
 * @param number of the row, from 1, the header counted; of the class for ClaML
 * @param code null or empty when there is none; so of all texts
 * @param states what it says of its being in use, by names of columns
 * @param places names of column or element by our names, for reports
 * @param broken what is wrong with the row's form, or null
 */
record SourceRow(
    int number,
    String code,
    String display,
    String definition,
    List<String> parents,
    Map<String, String> states,
    boolean selectable,
    List<Concept.Designation> names,
    List<Concept.Property> properties,
    Map<String, String> places,
    RowProblem broken) {

  /** What it takes until it is written. */
  long characters() {
    long sum = code.length() + display.length() + definition.length();
    sum += parents.stream().mapToLong(String::length).sum();
    sum += names.stream().mapToLong(each -> each.value().length()).sum();
    sum += properties.stream().mapToLong(each -> each.value().primitiveValue().length()).sum();
    return sum + states.values().stream().mapToLong(String::length).sum();
  }

  String place(String name) {
    return places.get(name);
  }
}
