package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;

/** {@code _include} and {@code _revinclude} with and without {@code :iterate}. */
final class Includes implements CaseSource {

  private final Records records;
  private final Pick pick;

  Includes(Records records, Pick pick) {
    this.records = records;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    String type = pick.from(records.types());
    List<Resource> resources = records.of(type);
    List<Resource> some = new ArrayList<>();
    for (int i = 0; i < 1 + pick.below(8); i++) {
      some.add(pick.from(resources));
    }
    String ids =
        some.stream()
            .map(each -> each.getIdElement().getIdPart())
            .distinct()
            .collect(Collectors.joining(","));
    List<Criterion> parameters = new ArrayList<>();
    parameters.add(new Criterion("_id", ids, "_id"));
    String feature =
        switch (pick.below(7)) {
          case 0, 1 -> include(parameters, some.get(0), "_include");
          case 2 -> star(parameters, type);
          case 3, 4 -> reverse(parameters, some.get(0));
          case 5 -> iterate(parameters, some.get(0));
          default -> both(parameters, some.get(0));
        };
    if (feature == null) {
      return Optional.empty();
    }
    return Optional.of(new SearchCase(feature, type, parameters, SearchCase.Asked.IDS));
  }

  private String include(List<Criterion> parameters, Resource resource, String name) {
    List<Parameter> references =
        references(resource.fhirType()).stream()
            .filter(each -> !records.values(resource, each).isEmpty())
            .toList();
    if (references.isEmpty()) {
      return null;
    }
    Parameter parameter = pick.from(references);
    Optional<Resource> target =
        records.values(resource, parameter).stream()
            .flatMap(value -> records.target(value).stream())
            .findFirst();
    String type = target.isPresent() && pick.oneIn(3) ? ":" + target.get().fhirType() : "";
    parameters.add(new Criterion(name, resource.fhirType() + ":" + parameter.name() + type, name));
    return type.isEmpty() ? name : name + " of a type";
  }

  private String star(List<Criterion> parameters, String type) {
    parameters.add(new Criterion("_include", pick.of("*", type + ":*"), "_include"));
    return "_include *";
  }

  private String reverse(List<Criterion> parameters, Resource resource) {
    Optional<String> value = reverseOf(resource);
    value.ifPresent(each -> parameters.add(new Criterion("_revinclude", each, "_revinclude")));
    return value.isPresent() ? "_revinclude" : null;
  }

  private Optional<String> reverseOf(Resource resource) {
    List<Resource> referrers = records.referrers(Records.address(resource));
    if (referrers.isEmpty()) {
      return Optional.empty();
    }
    Resource referrer = pick.from(referrers);
    return references(referrer.fhirType()).stream()
        .filter(
            each ->
                records.values(referrer, each).stream()
                    .anyMatch(value -> records.target(value).equals(Optional.of(resource))))
        .findFirst()
        .map(each -> referrer.fhirType() + ":" + each.name());
  }

  /** A first step, then one from what it brought. */
  private String iterate(List<Criterion> parameters, Resource resource) {
    if (include(parameters, resource, "_include") == null) {
      return null;
    }
    String[] first = parameters.get(parameters.size() - 1).value().split(":");
    Optional<Resource> target =
        records
            .parameter(first[0], first[1])
            .flatMap(
                parameter ->
                    records.values(resource, parameter).stream()
                        .flatMap(value -> records.target(value).stream())
                        .findFirst());
    if (target.isEmpty()) {
      return null;
    }
    if (pick.oneIn(3)) {
      Optional<String> value = reverseOf(target.get());
      value.ifPresent(
          each ->
              parameters.add(new Criterion("_revinclude:iterate", each, "_revinclude:iterate")));
      return value.isPresent() ? "_revinclude:iterate" : null;
    }
    return include(parameters, target.get(), "_include:iterate") == null
        ? null
        : "_include:iterate";
  }

  private String both(List<Criterion> parameters, Resource resource) {
    return include(parameters, resource, "_include") == null
            || reverse(parameters, resource) == null
        ? null
        : "_include and _revinclude";
  }

  private List<Parameter> references(String type) {
    return records.parameters(type).stream()
        .filter(each -> each.kind() == RestSearchParameterTypeEnum.REFERENCE)
        .toList();
  }
}
