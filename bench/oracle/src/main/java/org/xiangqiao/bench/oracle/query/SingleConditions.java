package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Every form of every parameter of every type, one condition a search, in random order. */
final class SingleConditions implements CaseSource {

  private final Iterator<SearchCase> cases;

  SingleConditions(Records records, KnownConditions known, Pick pick) {
    List<SearchCase> all = new ArrayList<>();
    for (String type : records.types()) {
      for (Parameter parameter : records.parameters(type)) {
        known.forms(parameter).forEach(form -> all.add(SearchCase.of(type, form)));
      }
    }
    cases = pick.shuffled(all).iterator();
  }

  @Override
  public Optional<SearchCase> next() {
    return cases.hasNext() ? Optional.of(cases.next()) : Optional.empty();
  }
}
