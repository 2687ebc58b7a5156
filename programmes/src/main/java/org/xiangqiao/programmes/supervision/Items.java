package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.xiangqiao.programmes.benefit.CareLevel;

/** What a county holds of its items, by their national codes. */
public final class Items {

  /** A row for the level goes before one for all, a newer one before an older. */
  private static final Comparator<ItemFact> BEST =
      Comparator.<ItemFact, Boolean>comparing(fact -> fact.level() != null)
          .thenComparing(ItemFact::from);

  private final Map<String, List<ItemFact>> byCode;

  public Items(List<ItemFact> facts) {
    byCode = facts.stream().collect(Collectors.groupingBy(ItemFact::code));
  }

  public static Items none() {
    return new Items(List.of());
  }

  Optional<ItemFact> of(ClaimedLine line, CareLevel level) {
    return line.item() == null || line.day() == null
        ? Optional.empty()
        : of(line.item(), line.day(), level);
  }

  Optional<ItemFact> of(String code, LocalDate day, CareLevel level) {
    return byCode.getOrDefault(code, List.of()).stream()
        .filter(fact -> fact.holds(day, level))
        .max(BEST);
  }
}
