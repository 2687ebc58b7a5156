package org.xiangqiao.terminology.service.validate;

import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetFilterComponent;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;
import org.xiangqiao.terminology.service.expand.ComposeFilters;
import org.xiangqiao.terminology.service.expand.FilterRefusal;
import org.xiangqiao.terminology.service.property.ConceptFilter;

/** Refuses filters that a code system does not have, before any code is checked. */
final class FilterCheck {

  private FilterCheck() {}

  static void check(ConceptSetComponent set, CodeSystemContent system, ValueSet valueSet) {
    if (!set.hasFilter()) {
      return;
    }
    ConceptFilter filters = new ConceptFilter(system);
    int index = 0;
    for (ConceptSetFilterComponent each : set.getFilter()) {
      String place = "ValueSet.compose.include[0].filter[" + index + "]";
      Filter filter = ComposeFilters.filter(each, system, place);
      try {
        filters.of(filter);
      } catch (UnsupportedFilterException unknown) {
        throw FilterRefusal.of(400, unknown, place, valueSet, system);
      }
      index++;
    }
  }
}
