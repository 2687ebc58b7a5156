package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The same service charged twice (重复收费): more a day than the county's file allows, a part beside
 * its package, or the very line of another bill. Within a bill equal lines alone prove nothing: a
 * solvent is there once for each infusion.
 */
final class DuplicateCharge implements Check {

  @Override
  public Stream<Hit> hits(Evidence evidence, Items items, Rule rule) {
    return evidence.bill().lines().stream()
        .filter(line -> line.item() != null && line.day() != null)
        .filter(
            line ->
                tooOften(line, evidence, items)
                    || inPackage(line, evidence, items)
                    || inOther(line, evidence))
        .map(line -> Hit.of(line, "productOrService"));
  }

  /** Told once for an item and day, at its last line. */
  private static boolean tooOften(ClaimedLine line, Evidence evidence, Items items) {
    BigDecimal most = items.of(line, evidence.bill().level()).map(ItemFact::perDay).orElse(null);
    if (most == null || !last(line, evidence.bill().lines())) {
      return false;
    }
    BigDecimal sum =
        sameDay(evidence, line, line.item()::equals)
            .map(ClaimedLine::quantity)
            .filter(Objects::nonNull)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.compareTo(most) > 0;
  }

  private static boolean last(ClaimedLine line, List<ClaimedLine> lines) {
    return lines.stream()
        .filter(other -> line.item().equals(other.item()) && line.day().equals(other.day()))
        .noneMatch(other -> other.position() > line.position());
  }

  private static boolean inPackage(ClaimedLine line, Evidence evidence, Items items) {
    List<String> packages =
        items.of(line, evidence.bill().level()).map(ItemFact::partOf).orElse(List.of());
    return !packages.isEmpty() && sameDay(evidence, line, packages::contains).findAny().isPresent();
  }

  private static Stream<ClaimedLine> sameDay(
      Evidence evidence, ClaimedLine line, Predicate<String> item) {
    return Stream.concat(
            evidence.bill().lines().stream(),
            evidence.others().stream().flatMap(other -> other.lines().stream()))
        .filter(other -> other.item() != null && item.test(other.item()))
        .filter(other -> line.day().equals(other.day()));
  }

  /** Midnight to the second is what an EMR writes that knows the day only: no charge time. */
  private static boolean inOther(ClaimedLine line, Evidence evidence) {
    return line.time() != null
        && !line.time().equals(LocalTime.MIDNIGHT)
        && line.quantity() != null
        && evidence.others().stream()
            .flatMap(other -> other.lines().stream())
            .anyMatch(
                other ->
                    line.item().equals(other.item())
                        && line.day().equals(other.day())
                        && line.time().equals(other.time())
                        && other.quantity() != null
                        && line.quantity().compareTo(other.quantity()) == 0);
  }
}
