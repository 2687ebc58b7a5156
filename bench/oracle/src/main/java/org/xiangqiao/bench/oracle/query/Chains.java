package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    int wanted = pick.of(1, 1, 1, 2, 2, 3);
    List<Step> steps = new ArrayList<>();
    Resource at = start;
    for (int i = 0; i < wanted; i++) {
      Optional<Step> next = step(at);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      steps.add(next.get());
      at = next.get().target();
    }
    Optional<Criterion> end =
        pick.oneIn(6)
            ? Optional.of(new Criterion("_id", at.getIdElement().getIdPart(), "_id"))
            : known.metBy(at);
    return end.map(each -> chained(start.fhirType(), steps, each).with("_total", "accurate"));
  }

  private SearchCase chained(String type, List<Step> steps, Criterion end) {
    String feature = "chain of " + steps.size();
    String asked = steps.stream().map(each -> each.name() + ".").collect(Collectors.joining());
    List<String> typed = typed(type, steps, end, "");
    List<SearchCase> instead =
        typed.equals(List.of(asked))
            ? List.of()
            : typed.stream()
                .map(chain -> SearchCase.of(type, end.under(chain, feature)))
                .map(each -> typed.size() == 1 ? each.with("_total", "accurate") : each)
                .toList();
    List<Criterion> one = List.of(end.under(asked, feature));
    return new SearchCase(feature, type, one, SearchCase.Asked.IDS, instead);
  }

  /**
   * The chain with every step's type named, for each type that has what follows: the peer joins the
   * types of an open step with each other, and finds nothing by the id at the end of one.
   */
  private List<String> typed(String type, List<Step> steps, Criterion end, String before) {
    if (steps.isEmpty()) {
      String name = end.name().replaceFirst(":.*", "");
      boolean there = name.startsWith("_") || records.parameter(type, name).isPresent();
      return there ? List.of(before) : List.of();
    }
    String[] step = steps.get(0).name().split(":");
    Optional<Parameter> parameter =
        records
            .parameter(type, step[0])
            .filter(each -> each.kind() == RestSearchParameterTypeEnum.REFERENCE);
    if (parameter.isEmpty()) {
      return List.of();
    }
    List<String> chains = new ArrayList<>();
    for (String target : records.types()) {
      boolean meant =
          step.length > 1
              ? step[1].equals(target)
              : parameter.get().targets().isEmpty() || parameter.get().targets().contains(target);
      if (meant) {
        String chain = before + step[0] + ":" + target + ".";
        chains.addAll(typed(target, steps.subList(1, steps.size()), end, chain));
      }
    }
    return chains;
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
