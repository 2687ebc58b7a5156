package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** {@code _has}, also nested and twice (R4 search.html#has). */
final class ReverseChains implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  ReverseChains(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    Resource start = pick.from(records.of(pick.from(records.types())));
    int steps = pick.of(1, 1, 1, 2);
    Optional<Criterion> has = has(start, steps);
    if (has.isEmpty()) {
      return Optional.empty();
    }
    if (steps == 1 && pick.oneIn(4)) {
      Optional<Criterion> second = has(start, 1);
      if (second.isPresent() && !second.get().equals(has.get())) {
        return Optional.of(
            new SearchCase(
                "_has twice",
                start.fhirType(),
                List.of(has.get(), second.get()),
                SearchCase.Asked.IDS));
      }
    }
    return Optional.of(SearchCase.of(start.fhirType(), has.get()));
  }

  private Optional<Criterion> has(Resource start, int steps) {
    StringBuilder name = new StringBuilder();
    Resource at = start;
    for (int step = 0; step < steps; step++) {
      List<Resource> referrers = records.referrers(Records.address(at));
      if (referrers.isEmpty()) {
        return Optional.empty();
      }
      Resource referrer = pick.from(referrers);
      Optional<Parameter> parameter = parameter(referrer, at);
      if (parameter.isEmpty()) {
        return Optional.empty();
      }
      name.append("_has:")
          .append(referrer.fhirType())
          .append(':')
          .append(parameter.get().name())
          .append(':');
      at = referrer;
    }
    return known
        .metBy(at)
        .map(each -> each.under(name.toString(), steps == 1 ? "_has" : "_has nested"));
  }

  private Optional<Parameter> parameter(Resource referrer, Resource target) {
    List<Parameter> fitting =
        records.parameters(referrer.fhirType()).stream()
            .filter(each -> each.kind() == RestSearchParameterTypeEnum.REFERENCE)
            .filter(
                each ->
                    records.values(referrer, each).stream()
                        .anyMatch(value -> records.target(value).equals(Optional.of(target))))
            .toList();
    return fitting.isEmpty() ? Optional.empty() : Optional.of(pick.from(fitting));
  }
}
