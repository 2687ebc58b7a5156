package org.xiangqiao.programmes.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.xiangqiao.programmes.benefit.CareLevel;

/** What holds for every bill. */
class SupervisionInvariantsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
  private static final List<String> ITEMS =
      List.of(
          "XEX-TABLET-5",
          "XEX-TABLET-10",
          "XEX-SHORT",
          "XEX-WOMEN",
          "XEX-CHILD",
          "XEX-DIABETES",
          "XEX-COUNTY",
          "EX-NURSING",
          "EX-PANEL",
          "EX-PART",
          "ANY");

  private final Supervision county = new Supervision(Rules.shipped(), Map.of(), ItemFile.example());

  SupervisionInvariantsTest() throws IOException {}

  @Property(tries = 300)
  void theOrderOfLinesAndBillsDoesNotMatter(
      @ForAll("lines") List<ClaimedLine> lines,
      @ForAll("lines") List<ClaimedLine> before,
      @ForAll Random random) {
    List<ClaimedLine> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, random);
    List<ClaimedLine> reversed = new ArrayList<>(before);
    Collections.reverse(reversed);
    assertThat(county.check(evidence(shuffled, reversed)))
        .isEqualTo(county.check(evidence(lines, before)));
  }

  @Property(tries = 300)
  void whatNobodyLimitsIsNeverHit(@ForAll("plain") List<ClaimedLine> lines) {
    assertThat(county.check(evidence(lines, List.of()))).isEmpty();
  }

  @Property(tries = 300)
  void anotherBillNeverTakesAHitAway(
      @ForAll("lines") List<ClaimedLine> lines, @ForAll("lines") List<ClaimedLine> before) {
    List<String> alone = places(county.check(evidence(lines, List.of())));
    assertThat(places(county.check(evidence(lines, before)))).containsAll(alone);
  }

  @Property(tries = 300)
  void aHigherPriceNeverPassesWhereALowerOneDoesNot(@ForAll("lines") List<ClaimedLine> lines) {
    List<ClaimedLine> dearer =
        lines.stream().map(line -> priced(line, line.price().add(BigDecimal.TEN))).toList();
    assertThat(of("above-price-limit", dearer)).containsAll(of("above-price-limit", lines));
  }

  @Property(tries = 300)
  void whatIsRoundedToTheCentAddsUp(@ForAll("lines") List<ClaimedLine> lines) {
    assertThat(of("arithmetic", lines)).isEmpty();
  }

  private List<String> of(String rule, List<ClaimedLine> lines) {
    return county.check(evidence(lines, List.of())).stream()
        .filter(finding -> finding.rule().id().equals(rule))
        .map(Finding::place)
        .toList();
  }

  private static List<String> places(List<Finding> findings) {
    return findings.stream().map(one -> one.rule().id() + one.place()).toList();
  }

  private static Evidence evidence(List<ClaimedLine> lines, List<ClaimedLine> before) {
    BigDecimal total =
        lines.stream().map(ClaimedLine::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Evidence(
        bill("V1", lines, total),
        new Insured(Insured.Sex.MALE, LocalDate.of(1970, 1, 1), null),
        before.isEmpty() ? List.of() : List.of(bill("V2", before, null)),
        List.of());
  }

  private static ClaimedBill bill(String visit, List<ClaimedLine> lines, BigDecimal total) {
    return new ClaimedBill(
        visit, DAY, CareLevel.TOWNSHIP, List.of("J06.900"), false, null, lines, total);
  }

  private static ClaimedLine priced(ClaimedLine line, BigDecimal price) {
    return new ClaimedLine(
        line.position(),
        line.number(),
        line.item(),
        line.quantity(),
        price,
        line.quantity().multiply(price).setScale(2, RoundingMode.HALF_UP),
        line.day(),
        line.time(),
        line.days(),
        line.traced(),
        line.approval());
  }

  @Provide
  Arbitrary<List<ClaimedLine>> lines() {
    return numbered(line(Arbitraries.of(ITEMS), Arbitraries.of(true, false)));
  }

  /** Items that no file knows, of a week at most, each on a day of its own. */
  @Provide
  Arbitrary<List<ClaimedLine>> plain() {
    return numbered(
        line(Arbitraries.strings().alpha().ofLength(5).map("P"::concat), Arbitraries.just(true)));
  }

  private static Arbitrary<ClaimedLine> line(Arbitrary<String> items, Arbitrary<Boolean> traced) {
    Arbitrary<BigDecimal> quantities =
        Arbitraries.bigDecimals().between(new BigDecimal("0.1"), new BigDecimal("60")).ofScale(1);
    Arbitrary<BigDecimal> prices =
        Arbitraries.bigDecimals().between(new BigDecimal("0.01"), new BigDecimal("40")).ofScale(6);
    return Combinators.combine(items, quantities, prices, Arbitraries.integers().between(0, 3))
        .as(
            (item, quantity, price, back) ->
                new ClaimedLine(
                    0,
                    null,
                    item,
                    quantity,
                    price,
                    quantity.multiply(price).setScale(2, RoundingMode.HALF_UP),
                    DAY.minusDays(back),
                    LocalTime.of(9, back),
                    null,
                    true,
                    null))
        .flatMap(
            line ->
                traced.map(
                    with ->
                        new ClaimedLine(
                            0,
                            null,
                            line.item(),
                            line.quantity(),
                            line.price(),
                            line.net(),
                            line.day(),
                            line.time(),
                            null,
                            with,
                            null)));
  }

  private static Arbitrary<List<ClaimedLine>> numbered(Arbitrary<ClaimedLine> line) {
    return line.list()
        .ofMinSize(1)
        .ofMaxSize(8)
        .map(
            drawn -> {
              List<ClaimedLine> lines = new ArrayList<>();
              for (ClaimedLine one : drawn) {
                lines.add(
                    new ClaimedLine(
                        lines.size(),
                        "L" + lines.size(),
                        one.item(),
                        one.quantity(),
                        one.price(),
                        one.net(),
                        one.day(),
                        one.time(),
                        one.days(),
                        one.traced(),
                        one.approval()));
              }
              return lines;
            });
  }
}
