package org.xiangqiao.programmes.supervision;

import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;

/** A stay soon after another at the same institution for the same disease (分解住院). */
final class SplitStay implements Check {

  private static final int CATEGORY = 3;

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    Stay mine = evidence.bill().stay();
    if (mine == null || mine.from() == null || mine.diagnosis() == null) {
      return Stream.empty();
    }
    boolean planned = planned(evidence.bill(), rule);
    long most = rule.number("days").longValueExact();
    return evidence.stays().stream()
        .filter(other -> !planned && !Objects.equals(other.visit(), mine.visit()))
        .filter(other -> !other.transferred() && other.to() != null && other.diagnosis() != null)
        .filter(other -> mine.institution() != null)
        .filter(other -> mine.institution().equals(other.institution()))
        .filter(other -> category(mine).equals(category(other)))
        .map(other -> ChronoUnit.DAYS.between(other.to(), mine.from()))
        .filter(gap -> gap >= 0 && gap <= most)
        .sorted()
        .limit(1)
        .map(gap -> Hit.of(null, "item.encounter", "days", gap.toString()));
  }

  /** By any diagnosis: many doctors write the tumour first and its chemotherapy second. */
  private static boolean planned(ClaimedBill bill, Rule rule) {
    return Stream.concat(Stream.of(bill.stay().diagnosis()), bill.diagnoses().stream())
        .anyMatch(code -> rule.list("planned").stream().anyMatch(code::startsWith));
  }

  private static String category(Stay stay) {
    return stay.diagnosis().substring(0, Math.min(CATEGORY, stay.diagnosis().length()));
  }
}
