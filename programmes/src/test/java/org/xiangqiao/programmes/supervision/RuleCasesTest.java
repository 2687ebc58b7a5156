package org.xiangqiao.programmes.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule against its file: hits, clean bills, and legitimate look-alikes that must pass. */
class RuleCasesTest {

  private static final Path FILES =
      Path.of("src/test/resources/org/xiangqiao/programmes/supervision");

  private final Items items = ItemFile.example();

  RuleCasesTest() throws IOException {}

  static Set<String> rules() {
    return Rules.shipped().ids();
  }

  @Test
  void everyRuleHasItsFileAndEveryFileItsRule() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(FILES)) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".yaml", "")));
    }
    assertThat(names).isEqualTo(rules());
  }

  /** The rule's list is complete: at least one hit, one clean bill and two named look-alikes. */
  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleHasCasesOfEachKind(String rule) throws IOException {
    List<RuleCase> hits = RuleCase.of(rule, "hits");
    List<RuleCase> clean = RuleCase.of(rule, "clean");
    List<LookAlike> lookalikes = LookAlike.of(rule);
    assertThat(hits).isNotEmpty().allSatisfy(hit -> assertThat(hit.finds()).isNotEmpty());
    assertThat(clean).isNotEmpty().allSatisfy(one -> assertThat(one.finds()).isEmpty());
    assertThat(lookalikes).hasSizeGreaterThanOrEqualTo(2);
    assertThat(lookalikes)
        .allSatisfy(
            one -> {
              assertThat(one.changes()).as(one.name() + ": what is changed").isNotEmpty();
              assertThat(one.why()).as(one.name() + ": why").isNotBlank();
            });
    List<String> names =
        Stream.of(
                hits.stream().map(RuleCase::name),
                clean.stream().map(RuleCase::name),
                lookalikes.stream().map(LookAlike::name))
            .flatMap(all -> all)
            .toList();
    assertThat(names).doesNotContain("").doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> hits() {
    return cases("hits")
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey() + ": " + one.getValue().name(),
                    () -> {
                      List<Finding> found = alone(one.getKey(), one.getValue().evidence());
                      assertThat(found)
                          .extracting(Finding::place)
                          .containsExactlyElementsOf(one.getValue().finds());
                      assertThat(found)
                          .allSatisfy(
                              finding -> {
                                assertThat(finding.says().zh()).isNotBlank().doesNotContain("{");
                                assertThat(finding.says().en()).isNotBlank().doesNotContain("{");
                              });
                    }));
  }

  @TestFactory
  Stream<DynamicTest> cleanBills() {
    return cases("clean")
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey() + ": " + one.getValue().name(),
                    () -> assertThat(all(one.getValue().evidence())).isEmpty()));
  }

  /** It passes all rules, and with any one of its changes taken back it is a hit. */
  @TestFactory
  Stream<DynamicTest> lookalikes() {
    return rules().stream()
        .flatMap(RuleCasesTest::lookalikes)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.rule() + ": " + one.name(),
                    () -> {
                      assertThat(all(one.evidence())).isEmpty();
                      for (String change : one.changes().keySet()) {
                        assertThat(alone(one.rule(), one.without(change)))
                            .as("without " + change)
                            .isNotEmpty();
                      }
                    }));
  }

  private static Stream<LookAlike> lookalikes(String rule) {
    try {
      return LookAlike.of(rule).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Map.Entry<String, RuleCase>> cases(String kind) {
    return rules().stream()
        .flatMap(
            rule -> {
              try {
                return RuleCase.of(rule, kind).stream().map(one -> Map.entry(rule, one));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private List<Finding> alone(String rule, Evidence evidence) {
    Map<String, RuleAction> alone = new TreeMap<>();
    rules().forEach(id -> alone.put(id, RuleAction.OFF));
    alone.put(rule, RuleAction.WARN);
    return new Supervision(Rules.shipped(), alone, items).check(evidence);
  }

  private List<Finding> all(Evidence evidence) {
    return new Supervision(Rules.shipped(), Map.of(), items).check(evidence);
  }
}
