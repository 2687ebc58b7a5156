package org.xiangqiao.programmes.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each rule alone against its file: hits, clean bills, and look-alikes that must pass. */
class RuleCasesTest {

  private final Items items = ItemFile.example();

  RuleCasesTest() throws IOException {}

  @TestFactory
  Stream<DynamicTest> hits() {
    return cases("hits")
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey() + ": " + one.getValue().name(),
                    () -> {
                      List<Finding> found = found(one.getKey(), one.getValue());
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
    return passing("clean");
  }

  @TestFactory
  Stream<DynamicTest> lookalikes() {
    return passing("lookalikes");
  }

  private Stream<DynamicTest> passing(String kind) {
    return cases(kind)
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey() + ": " + one.getValue().name(),
                    () -> assertThat(found(one.getKey(), one.getValue())).isEmpty()));
  }

  /** Of every rule at least one. */
  private Stream<Map.Entry<String, RuleCase>> cases(String kind) {
    return Rules.shipped().ids().stream()
        .flatMap(
            rule -> {
              try {
                List<RuleCase> cases = RuleCase.of(rule, kind);
                assertThat(cases).as(rule + " " + kind).isNotEmpty();
                return cases.stream().map(one -> Map.entry(rule, one));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  private List<Finding> found(String rule, RuleCase one) {
    Map<String, RuleAction> alone = new TreeMap<>();
    Rules.shipped().ids().forEach(id -> alone.put(id, RuleAction.OFF));
    alone.put(rule, RuleAction.WARN);
    return new Supervision(Rules.shipped(), alone, items).check(one.evidence());
  }
}
