package org.xiangqiao.terminology.service.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;

class LinearRegexTest {

  private static Filter filter(String expression) {
    return new Filter("code", "regex", expression);
  }

  @Test
  void repeatsOfRepeatsAreRefusedBeforeTheyTakeMemory() {
    for (String large :
        List.of(
            "((a{1000}){1000}){1000}",
            "(?:(?:[a-z]{1,1000}){1,1000})",
            "(\\Q(\\E{500}){500}",
            "([\\]{]{90}){90}",
            "(\\p{Greek}{60}){60}",
            "(a{1000,}){3}",
            "(((){1000}){1000}){1000}",
            "(x|y{50}|z{50}){50}",
            "a".repeat(2001))) {
      assertThatThrownBy(() -> LinearRegex.of(filter(large)))
          .as(large)
          .isInstanceOfSatisfying(
              UnsupportedFilterException.class,
              why -> assertThat(why.reason()).containsAnyOf("steps", "characters"));
    }
  }

  @Test
  void whatPeopleWriteHolds() {
    assertThat(LinearRegex.of(filter("[A-Z]\\d{2}(\\.\\d{1,4})?")).test("I10.05")).isTrue();
    assertThat(LinearRegex.of(filter("\\x{41}{2}")).test("AA")).isTrue();
    assertThat(LinearRegex.of(filter("(?i)(ab{3}){4}")).test("ABBB".repeat(4))).isTrue();
    assertThat(LinearRegex.of(filter("a{,2}")).test("a{,2}")).isTrue();
    assertThat(LinearRegex.of(filter("[]{9}]{3}")).test("9}]")).isTrue();
    assertThat(LinearRegex.of(filter("x{1000}")).test("x".repeat(1000))).isTrue();
  }

  @Provide
  Arbitrary<Tuple2<String, Integer>> nested() {
    Arbitrary<Tuple2<String, Integer>> single =
        Arbitraries.of("a", "[ab]", "\\d", "\\Qa\\E", "\\x{41}").map(each -> Tuple.of(each, 1));
    return Arbitraries.recursive(
        () -> single,
        inner ->
            inner.flatMap(
                each ->
                    Arbitraries.integers()
                        .between(1, 40)
                        .map(
                            times ->
                                Tuple.of(
                                    "(?:" + each.get1() + "){" + times + "}",
                                    each.get2() * times))),
        0,
        3);
  }

  @Property(tries = 200)
  void noStepIsForgotten(@ForAll("nested") Tuple2<String, Integer> drawn) {
    assertThat(RegexSize.of(drawn.get1())).isGreaterThanOrEqualTo(drawn.get2());
  }
}
