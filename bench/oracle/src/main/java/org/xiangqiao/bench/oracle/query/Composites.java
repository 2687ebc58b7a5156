package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** Composite parameters (R4 search.html#combining), parts of one resource or of two. */
final class Composites implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;
  private final List<Parameter> composites = new ArrayList<>();

  Composites(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
    for (String type : records.types()) {
      records.parameters(type).stream()
          .filter(each -> each.kind() == RestSearchParameterTypeEnum.COMPOSITE)
          .filter(each -> each.components().size() == 2)
          .forEach(composites::add);
    }
  }

  @Override
  public Optional<SearchCase> next() {
    Parameter composite = pick.from(composites);
    List<Resource> all = records.of(composite.type());
    // The hand-made ones, which hold most of the values, stand at the end.
    int from = pick.oneIn(2) ? 0 : Math.max(0, all.size() - 45);
    List<Resource> some = all.subList(from, all.size());
    Resource resource = pick.from(some);
    Resource other = pick.oneIn(4) ? pick.from(some) : resource;
    Optional<String> first = part(composite, 0, resource);
    Optional<String> second = part(composite, 1, other);
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    String kind =
        records
            .parameter(composite.type(), composite.components().get(1))
            .map(each -> each.kind().getCode())
            .orElse("");
    return Optional.of(
        SearchCase.of(
            composite.type(),
            new Criterion(
                composite.name(), first.get() + "$" + second.get(), "composite token-" + kind)));
  }

  private Optional<String> part(Parameter composite, int index, Resource resource) {
    return records
        .parameter(composite.type(), composite.components().get(index))
        .flatMap(parameter -> known.metBy(resource, parameter))
        .map(Criterion::value)
        .filter(value -> !value.contains(","));
  }
}
