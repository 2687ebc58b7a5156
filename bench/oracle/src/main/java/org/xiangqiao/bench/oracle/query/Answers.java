package org.xiangqiao.bench.oracle.query;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/** What shapes an answer: {@code _summary=count}, {@code _total}, small pages, POST. */
final class Answers implements CaseSource {

  private final Records records;
  private final KnownConditions known;
  private final Pick pick;

  Answers(Records records, KnownConditions known, Pick pick) {
    this.records = records;
    this.known = known;
    this.pick = pick;
  }

  @Override
  public Optional<SearchCase> next() {
    Resource resource = pick.from(records.of(pick.from(records.types())));
    Optional<Criterion> criterion = known.metBy(resource);
    if (criterion.isEmpty()) {
      return Optional.empty();
    }
    String type = resource.fhirType();
    List<Criterion> one = List.of(criterion.get());
    return Optional.of(
        switch (pick.below(4)) {
          case 0 ->
              new SearchCase("_summary=count", type, one, SearchCase.Asked.COUNT)
                  .with("_summary", "count");
          case 1 -> new SearchCase("_total=accurate", type, one, SearchCase.Asked.TOTAL);
          case 2 -> new SearchCase("POST _search", type, one, SearchCase.Asked.IDS_BY_POST);
          default -> paging(type, one);
        });
  }

  /** Pages of about a tenth of the type. */
  private SearchCase paging(String type, List<Criterion> one) {
    int size = Math.max(1, records.of(type).size() / (5 + pick.below(8)));
    return new SearchCase("paging", type, one, SearchCase.Asked.IDS)
        .with("_count", String.valueOf(size));
  }
}
