package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/** Chained parameters of one to three steps (R4 search.html#chaining). */
final class Chains implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  Chains(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    Resource start = pick.from(records.of(pick.from(records.types())));
    int steps = pick.of(1, 1, 1, 2, 2, 3);
    StringBuilder chain = new StringBuilder();
    Resource at = start;
    for (int step = 0; step < steps; step++) {
      Optional<Step> next = step(at);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      chain.append(next.get().name()).append('.');
      at = next.get().target();
    }
    Optional<Criterion> end =
        pick.oneIn(6)
            ? Optional.of(new Criterion("_id", at.getIdElement().getIdPart(), "_id"))
            : known.metBy(at);
    String feature = "chain of " + steps;
    return end.map(each -> each.under(chain.toString(), feature))
        .map(each -> new SearchCase(feature, start.fhirType(), List.of(each), SearchCase.Asked.IDS))
        .map(each -> each.with("_total", "accurate"));
  }

  private record Step(String name, Resource target) {}

  private Optional<Step> step(Resource from) {
    List<Parameter> references =
        records.parameters(from.fhirType()).stream()
            .filter(each -> each.kind() == RestSearchParameterTypeEnum.REFERENCE)
            .toList();
    for (int attempt = 0; attempt < 8 && !references.isEmpty(); attempt++) {
      Parameter parameter = pick.from(references);
      List<Base> values = records.values(from, parameter);
      if (!values.isEmpty()) {
        Optional<Resource> target = records.target(pick.from(values));
        if (target.isPresent()) {
          boolean typed = parameter.targets().size() != 1 && !pick.oneIn(4) || pick.oneIn(4);
          String type = typed ? ":" + target.get().fhirType() : "";
          return Optional.of(new Step(parameter.name() + type, target.get()));
        }
      }
    }
    return Optional.empty();
  }
}
