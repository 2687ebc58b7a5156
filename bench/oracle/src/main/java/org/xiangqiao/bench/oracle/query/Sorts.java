package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code _sort} by one to three keys, over few or all resources of a type. */
final class Sorts implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  Sorts(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    String type = pick.from(records.types());
    List<Parameter> sortable =
        records.parameters(type).stream()
            .filter(each -> each.kind() != RestSearchParameterTypeEnum.COMPOSITE)
            .filter(each -> !known.values(each).isEmpty())
            .toList();
    if (sortable.isEmpty()) {
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>();
    String kinds = null;
    for (int i = 0; i < pick.of(1, 1, 1, 2, 3); i++) {
      Parameter key = pick.from(sortable);
      if (keys.stream().noneMatch(each -> each.endsWith(key.name()))) {
        keys.add((pick.oneIn(2) ? "-" : "") + key.name());
        kinds = kinds == null ? key.kind().getCode() : "several";
      }
    }
    if (pick.oneIn(5)) {
      keys.add(pick.of("_id", "-_id"));
      kinds = "several";
    }
    List<Criterion> parameters = new ArrayList<>();
    if (records.of(type).size() > 100 || pick.oneIn(3)) {
      known.metBy(pick.from(records.of(type))).ifPresent(parameters::add);
    }
    parameters.add(new Criterion("_sort", String.join(",", keys), "_sort"));
    return Optional.of(new SearchCase("_sort " + kinds, type, parameters, SearchCase.Asked.ORDER));
  }
}
