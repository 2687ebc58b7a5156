package org.xiangqiao.terminology.service.load;

import java.util.List;
import java.util.Map;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * One row or class of a file, as it is written.
 *
 * @param number of the row, from 1, the header counted; of the class for ClaML
 * @param code null or empty when there is none; so of all texts
 * @param places names of column or element by our names, for reports
 * @param broken what is wrong with the row's form, or null
 */
record SourceRow(
    int number,
    String code,
    String display,
    String definition,
    List<String> parents,
    String status,
    boolean selectable,
    List<Concept.Designation> names,
    List<Concept.Property> properties,
    Map<String, String> places,
    RowProblem broken) {

  String place(String name) {
    return places.get(name);
  }
}
