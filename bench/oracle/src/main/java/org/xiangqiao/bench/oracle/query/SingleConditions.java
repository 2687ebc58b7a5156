package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every form of every parameter of every type, one condition a search, in random order; but a few
 * of each feature come first, so that a short run tries the rare ones, too.
 */
final class SingleConditions implements CaseSource {

  private static final int FIRST_OF_EACH = 3;

  private final Iterator<SearchCase> cases;

  SingleConditions(Records records, KnownConditions known, Pick pick) {
    List<SearchCase> all = new ArrayList<>();
    for (String type : records.types()) {
      for (Parameter parameter : records.parameters(type)) {
        known.forms(parameter).forEach(form -> all.add(SearchCase.of(type, form)));
      }
    }
    cases = rareFirst(pick.shuffled(all)).iterator();
  }

  private static List<SearchCase> rareFirst(List<SearchCase> all) {
    Map<String, Integer> seen = new HashMap<>();
    List<SearchCase> first = new ArrayList<>();
    List<SearchCase> rest = new ArrayList<>();
    for (SearchCase each : all) {
      int nth = seen.merge(each.feature(), 1, Integer::sum);
      (nth <= FIRST_OF_EACH ? first : rest).add(each);
    }
    first.addAll(rest);
    return first;
  }

  @Override
  public Optional<SearchCase> next() {
    return cases.hasNext() ? Optional.of(cases.next()) : Optional.empty();
  }
}
