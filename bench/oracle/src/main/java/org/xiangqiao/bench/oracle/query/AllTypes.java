package org.xiangqiao.bench.oracle.query;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** Search over several types at the base address; the peer is asked type by type. */
final class AllTypes implements CaseSource {

  private final Records records;
  private final Pick pick;

  AllTypes(Records records, Pick pick) {
    this.records = records;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    List<String> types =
        List.of(pick.from(records.types()), pick.from(records.types()), "Patient").stream()
            .distinct()
            .toList();
    Resource one = pick.from(records.of(pick.from(types)));
    Resource other = pick.from(records.of(pick.from(types)));
    Criterion criterion =
        switch (pick.below(3)) {
          case 0 -> new Criterion("_tag", pick.of("red", "stays"), "_tag");
          case 1 ->
              new Criterion(
                  "_profile", "https://oracle.example/StructureDefinition/resident", "_profile");
          default ->
              new Criterion(
                  "_id",
                  one.getIdElement().getIdPart() + "," + other.getIdElement().getIdPart(),
                  "_id");
        };
    return Optional.of(
        new SearchCase(
            "all types",
            "",
            List.of(new Criterion("_type", String.join(",", types), "_type"), criterion),
            SearchCase.Asked.IDS,
            types.stream().map(type -> SearchCase.of(type, criterion)).toList()));
  }
}
