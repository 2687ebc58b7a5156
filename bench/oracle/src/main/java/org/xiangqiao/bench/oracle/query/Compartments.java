package org.xiangqiao.bench.oracle.query;

import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Patient/x/Observation} and {@code Patient/x/*} (R4 compartmentdefinition.html). The peer
 * has no such addresses: it is asked by each parameter that makes a member.
 */
final class Compartments implements CaseSource {

  private static final List<String> TYPES =
      List.of(
          "Patient", "Patient", "Patient", "Encounter", "Practitioner", "Device", "RelatedPerson");

  /** Marked with {@code {def}} in R4's definitions: the resource itself is a member. */
  private static final Set<String> CONTAINING_THEMSELVES =
      Set.of("Encounter", "Practitioner", "RelatedPerson");

  /** HAPI's model counts it in; R4 says that Device is never in the compartment. */
  private static final String NO_MEMBER = "Device.patient";

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  Compartments(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    String compartment = pick.from(TYPES);
    if (records.of(compartment).isEmpty()) {
      return Optional.empty();
    }
    String address = Records.address(pick.from(records.of(compartment)));
    if (pick.oneIn(6)) {
      List<SearchCase> instead = new ArrayList<>();
      records
          .types()
          .forEach(type -> instead.addAll(members(compartment, address, type, List.of())));
      return Optional.of(
          new SearchCase(
              "compartment *", address + "/*", List.of(), SearchCase.Asked.IDS, instead));
    }
    List<String> types =
        records.types().stream()
            .filter(type -> !members(compartment, address, type, List.of()).isEmpty())
            .toList();
    String type = pick.from(types);
    List<Criterion> more =
        pick.oneIn(2)
            ? List.of()
            : known.metBy(pick.from(records.of(type))).map(List::of).orElse(List.of());
    return Optional.of(
        new SearchCase(
            "compartment",
            address + "/" + type,
            more,
            SearchCase.Asked.IDS,
            members(compartment, address, type, more)));
  }

  private List<SearchCase> members(
      String compartment, String address, String type, List<Criterion> more) {
    List<SearchCase> searches = new ArrayList<>();
    if (type.equals(compartment) && CONTAINING_THEMSELVES.contains(type)) {
      List<Criterion> criteria = new ArrayList<>(more);
      criteria.add(new Criterion("_id", address.substring(address.indexOf('/') + 1), "_id"));
      searches.add(new SearchCase("compartment", type, criteria, SearchCase.Asked.IDS));
    }
    for (Parameter parameter : records.parameters(type)) {
      if (!parameter.id().equals(NO_MEMBER)
          && parameter.kind() == RestSearchParameterTypeEnum.REFERENCE
          && parameter.compartments().contains(compartment)) {
        List<Criterion> criteria = new ArrayList<>(more);
        criteria.add(new Criterion(parameter.name(), address, "reference"));
        searches.add(new SearchCase("compartment", type, criteria, SearchCase.Asked.IDS));
      }
    }
    return searches;
  }
}
