package org.xiangqiao.terminology.service.expand;

import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.ConceptPage;

/**
 * Fetches only the page that was asked for, where the value set is one code system or filters over
 * it: a page of a hundred thousand codes then costs what a page costs.
 */
record PageShortcut(ExpandSwitches switches, Expansion expansion) {

  static boolean fits(ValueSet valueSet, ExpandSwitches switches) {
    ValueSet.ValueSetComposeComponent compose = valueSet.getCompose();
    if (switches.count() < 0
        || switches.forUi()
        || !switches.excludedSystems().isEmpty()
        || compose.hasExclude()
        || compose.getInclude().size() != 1) {
      return false;
    }
    ConceptSetComponent only = compose.getIncludeFirstRep();
    return only.hasSystem() && !only.hasConcept() && !only.hasValueSet();
  }

  /** A page larger than an expansion may be is refused when the first code too many is there. */
  void fetch(ConceptSetMembers.Rules rules, ConceptSetComponent set, CodeSystemContent system) {
    expansion.use(system);
    ConceptSetMembers.noteFragment(system, expansion);
    ConceptSetMembers.Place place =
        new ConceptSetMembers.Place(expansion, "ValueSet.compose.include[0]");
    ConceptPage page =
        new ConceptSetMembers(set, system, rules, place)
            .page(
                null,
                Math.max(switches.offset(), 0),
                Math.min(switches.count(), rules.limit() + 1));
    if (page.total() > switches.count()) {
      expansion.flatten();
    }
    expansion.total(page.total());
    boolean climbs = !set.hasFilter();
    page.concepts().forEach(each -> expansion.add(new Member(system, each, null, null, climbs)));
  }
}
