package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** Two to four conditions on different parameters, met together by one resource or by chance. */
final class Combinations implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  Combinations(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    Resource resource = pick.from(records.of(pick.from(records.types())));
    int wanted = 2 + pick.below(3);
    List<Criterion> criteria = new ArrayList<>();
    for (int attempt = 0; attempt < 4 * wanted && criteria.size() < wanted; attempt++) {
      condition(resource)
          .filter(each -> criteria.stream().noneMatch(other -> other.name().equals(each.name())))
          .ifPresent(criteria::add);
    }
    if (criteria.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new SearchCase(
            "and of " + criteria.size(),
            resource.fhirType(),
            criteria,
            pick.oneIn(5)
                ? SearchCase.Asked.TOTAL
                : pick.oneIn(5) ? SearchCase.Asked.IDS_BY_POST : SearchCase.Asked.IDS));
  }

  private Optional<Criterion> condition(Resource resource) {
    if (pick.oneIn(5)) {
      List<Criterion> forms = known.forms(pick.from(records.parameters(resource.fhirType())));
      return forms.isEmpty() ? Optional.empty() : Optional.of(pick.from(forms));
    }
    return known.metBy(resource);
  }
}
