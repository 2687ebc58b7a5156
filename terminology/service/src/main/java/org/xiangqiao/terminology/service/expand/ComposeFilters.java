package org.xiangqiao.terminology.service.expand;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.issue.TxException;

/** Filters of a value set as code systems take them. */
public final class ComposeFilters {

  private ComposeFilters() {}

  static List<Filter> of(ConceptSetComponent set, CodeSystemContent system, String place) {
    List<Filter> filters = new ArrayList<>();
    int index = 0;
    for (ConceptSetFilterComponent each : set.getFilter()) {
      filters.add(filter(each, system, place + ".filter[" + index + "]"));
      index++;
    }
    return filters;
  }

  /** Operators that R4 does not have come as an extension. */
  public static Filter filter(
      ConceptSetFilterComponent filter, CodeSystemContent system, String place) {
    if (!filter.hasProperty()) {
      throw TxException.invalid(place, "FILTER_NO_PROPERTY", "vs-invalid", system.about().getUrl());
    }
    String op = filter.getOp() == null ? later(filter) : filter.getOp().toCode();
    if (filter.getValue() == null || filter.getValue().isEmpty()) {
      throw TxException.invalid(
          place,
          "UNABLE_TO_HANDLE_SYSTEM_FILTER_WITH_NO_VALUE",
          "vs-invalid",
          system.about().getUrl(),
          filter.getProperty(),
          op);
    }
    return new Filter(filter.getProperty(), op, filter.getValue());
  }

  private static String later(ConceptSetFilterComponent filter) {
    for (Extension extension : filter.getOpElement().getExtension()) {
      if (extension.getValue() != null) {
        return extension.getValue().primitiveValue();
      }
    }
    return "";
  }
}
