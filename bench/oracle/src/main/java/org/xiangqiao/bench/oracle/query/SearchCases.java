package org.xiangqiao.bench.oracle.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All searches of a run: each family has its share, no search comes twice. */
public final class SearchCases {

  private final Records records;
  private final long seed;

  public SearchCases(Records records, long seed) {
    this.records = records;
    this.seed = seed;
  }

  private record Share(CaseSource source, int percent) {}

  /** The {@link Witnesses} and at most {@code number} more, fewer if the data give no more. */
  public List<SearchCase> generate(int number) {
    Pick pick = new Pick(seed);
    KnownConditions known = new KnownConditions(records, pick);
    List<Share> shares =
        List.of(
            new Share(new SingleConditions(records, known, pick), 48),
            new Share(new Combinations(records, known, pick), 11),
            new Share(new Chains(records, known, pick), 10),
            new Share(new ReverseChains(records, known, pick), 6),
            new Share(new Includes(records, pick), 8),
            new Share(new Sorts(records, known, pick), 6),
            new Share(new Composites(records, known, pick), 3),
            new Share(new CommonParameters(records, known, pick), 4),
            new Share(new Answers(records, known, pick), 2),
            new Share(new Compartments(records, known, pick), 1),
            new Share(new AllTypes(records, pick), 1));
    Set<String> seen = new HashSet<>();
    List<SearchCase> cases = new ArrayList<>(Witnesses.all());
    cases.forEach(each -> seen.add(each.readable()));
    for (Share share : shares) {
      int wanted = number * share.percent() / 100;
      int found = 0;
      for (int attempt = 0; attempt < 8 * wanted && found < wanted; attempt++) {
        Optional<SearchCase> next = share.source().next();
        if (next.isPresent() && seen.add(next.get().readable())) {
          cases.add(next.get());
          found++;
        }
      }
    }
    return List.copyOf(cases);
  }
}
