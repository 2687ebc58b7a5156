package org.xiangqiao.programmes.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of rules and items, and what is told of wrong ones. */
class SupervisionFilesTest {

  private static final String HEADER = String.join(",", ItemFile.COLUMNS) + "\n";

  @Test
  void amountsAndLineNumbersRefuseAndAllElseWarns() {
    assertThat(Rules.shipped().all()).hasSize(14);
    assertThat(Rules.shipped().all())
        .allSatisfy(
            rule ->
                assertThat(rule.action())
                    .as(rule.id())
                    .isEqualTo(
                        rule.id().equals("arithmetic") || rule.id().equals("duplicate-line-id")
                            ? RuleAction.REFUSE
                            : RuleAction.WARN));
  }

  @Test
  void aCountyDecidesOtherwise() throws IOException {
    RuleCase wrongSum = RuleCase.of("arithmetic", "hits").get(0);
    assertThat(
            new Supervision(Rules.shipped(), Map.of("arithmetic", RuleAction.OFF), Items.none())
                .check(wrongSum.evidence()))
        .isEmpty();
    assertThat(
            new Supervision(Rules.shipped(), Map.of("arithmetic", RuleAction.WARN), Items.none())
                .check(wrongSum.evidence()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.refuses()).isFalse());
    assertThatThrownBy(
            () -> new Supervision(Rules.shipped(), Map.of("nine", RuleAction.OFF), Items.none()))
        .hasMessageContaining("nine");
  }

  @Test
  void everythingThatIsWrongWithItemsIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                ItemFile.read(
                    new StringReader(
                        HEADER
                            + "A,,,2026-01-01,,cheap,,,,,,,,,,,\n"
                            + ",,,2026-01-01,,,,,,,,,,,,,\n"
                            + "B,,,2026-01-01,,,3,,,,,,,,,,\n"
                            + "C,,,,,,,,,,,,,,,,\n"
                            + "D,,,2026-01-01,,,,,,,village,,,,,,\n"
                            + "E,x\n")))
        .hasMessageContainingAll(
            "row 1: price_limit",
            "row 2: code",
            "row 3: sex",
            "row 4: from",
            "row 5: levels",
            "row 6: has not the cells");
    assertThatThrownBy(() -> ItemFile.read(new StringReader("code,name\n")))
        .hasMessageContaining("header");
  }

  @Test
  void aRuleWithoutACheckOrTwiceAtOneTimeIsRefused() {
    assertThatThrownBy(() -> rules("nine", "2026-01-01")).hasMessageContaining("nine");
    assertThatThrownBy(() -> rules("arithmetic", "2026-01-01", "2026-02-01"))
        .hasMessageContaining("twice");
  }

  private static Rules rules(String id, String... from) throws IOException {
    StringBuilder yaml = new StringBuilder();
    for (String day : from) {
      yaml.append("- {id: ").append(id).append(", from: ").append(day).append(", action: warn");
      for (String text : new String[] {"title", "says", "remedy", "basis"}) {
        yaml.append(", ").append(text).append(": {zh: 中, en: en}");
      }
      yaml.append(", confirmation: 0, source: a test}\n");
    }
    return Rules.read(new ByteArrayInputStream(yaml.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
