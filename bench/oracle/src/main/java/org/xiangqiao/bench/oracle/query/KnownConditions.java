package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;

/** Conditions made of values that the records really hold, by parameter. */
final class KnownConditions {

  /** Resources of a type that are looked at for values. */
  private static final int SAMPLE = 60;

  private static final int VALUES = 200;

  private final Records records;
  private final Pick pick;
  private final Map<RestSearchParameterTypeEnum, Conditions> kinds =
      new EnumMap<>(RestSearchParameterTypeEnum.class);
  private final Map<String, List<Base>> values = new HashMap<>();

  KnownConditions(Records records, Pick pick) {
    this.records = records;
    this.pick = pick;
    kinds.put(RestSearchParameterTypeEnum.TOKEN, new Tokens());
    kinds.put(RestSearchParameterTypeEnum.STRING, new Strings());
    kinds.put(RestSearchParameterTypeEnum.DATE, new Dates());
    kinds.put(RestSearchParameterTypeEnum.NUMBER, new Numbers());
    kinds.put(RestSearchParameterTypeEnum.QUANTITY, new Quantities());
    kinds.put(RestSearchParameterTypeEnum.REFERENCE, new References());
    kinds.put(RestSearchParameterTypeEnum.URI, new Uris());
  }

  /** Every form that applies to the parameter, with {@code :missing} for all kinds. */
  List<Criterion> forms(Parameter parameter) {
    List<Criterion> forms = new ArrayList<>(ofValues(parameter, values(parameter)));
    if (parameter.kind() != RestSearchParameterTypeEnum.COMPOSITE) {
      String feature = parameter.kind().getCode() + ":missing";
      forms.add(new Criterion(parameter.name() + ":missing", "true", feature));
      forms.add(new Criterion(parameter.name() + ":missing", "false", feature));
    }
    return forms;
  }

  /** A plain condition that the given resource meets, if it holds a value. */
  Optional<Criterion> metBy(Resource resource, Parameter parameter) {
    List<Criterion> plain =
        ofValues(parameter, records.values(resource, parameter)).stream()
            .filter(each -> !each.name().contains(":"))
            .filter(each -> !each.feature().contains("other"))
            .toList();
    return plain.isEmpty() ? Optional.empty() : Optional.of(pick.from(plain));
  }

  /** A plain condition on any parameter, which the given resource meets. */
  Optional<Criterion> metBy(Resource resource) {
    List<Parameter> parameters = records.parameters(resource.fhirType());
    for (int attempt = 0; attempt < 12 && !parameters.isEmpty(); attempt++) {
      Optional<Criterion> found = metBy(resource, pick.from(parameters));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  List<Base> values(Parameter parameter) {
    return values.computeIfAbsent(
        parameter.id(),
        id -> {
          List<Base> found = new ArrayList<>();
          for (Resource resource : sample(parameter.type())) {
            found.addAll(records.values(resource, parameter));
            if (found.size() > VALUES) {
              break;
            }
          }
          return found;
        });
  }

  /** The hand-made ones stand at the end of the list: half of the sample is theirs. */
  private List<Resource> sample(String type) {
    List<Resource> all = records.of(type);
    if (all.size() <= SAMPLE) {
      return pick.shuffled(all);
    }
    List<Resource> sample = new ArrayList<>(all.subList(all.size() - SAMPLE / 2, all.size()));
    for (int i = 0; i < SAMPLE / 2; i++) {
      sample.add(pick.from(all));
    }
    return pick.shuffled(sample);
  }

  private List<Criterion> ofValues(Parameter parameter, List<Base> found) {
    Conditions kind = kinds.get(parameter.kind());
    return kind == null ? List.of() : kind.of(parameter, found, pick);
  }
}
