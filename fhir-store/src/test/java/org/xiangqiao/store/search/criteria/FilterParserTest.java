package org.xiangqiao.store.search.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/** The grammar of _filter, R4 search_filter.html. */
class FilterParserTest {

  private static String shown(FilterExpression expression) {
    if (expression instanceof FilterExpression.Logical logical) {
      return "("
          + shown(logical.left())
          + (logical.and() ? " & " : " | ")
          + shown(logical.right())
          + ")";
    }
    if (expression instanceof FilterExpression.Negation negation) {
      return "!" + shown(negation.inner());
    }
    FilterExpression.Comparison comparison = (FilterExpression.Comparison) expression;
    StringBuilder path = new StringBuilder();
    for (FilterExpression.Step step : comparison.path()) {
      path.append(path.isEmpty() ? "" : ".").append(step.name());
      if (step.filter() != null) {
        path.append('[').append(shown(step.filter())).append(']');
      }
    }
    return path + " " + comparison.operator() + " <" + comparison.value() + ">";
  }

  private static String parsed(String text) {
    return shown(FilterParser.parse(text));
  }

  @Test
  void logicGoesFromLeftToRight() {
    assertThat(parsed("a eq 1 or b eq 2 and c eq 3"))
        .isEqualTo("((a eq <1> | b eq <2>) & c eq <3>)");
    assertThat(parsed("a eq 1 or (b eq 2 and c eq 3)"))
        .isEqualTo("(a eq <1> | (b eq <2> & c eq <3>))");
    assertThat(parsed("not (a eq 1) and not(b eq 2)")).isEqualTo("(!a eq <1> & !b eq <2>)");
    assertThat(parsed(" ( a eq 1 ) ")).isEqualTo("a eq <1>");
  }

  @Test
  void valuesAndPaths() {
    assertThat(parsed("code eq http://loinc.org|1234-5"))
        .isEqualTo("code eq <http://loinc.org|1234-5>");
    assertThat(parsed("given eq \"a \\\"b\\\" \\u4e2d)\"")).isEqualTo("given eq <a \"b\" 中)>");
    assertThat(parsed("patient[gender eq male].birthdate ge 2000-01-01T00:00:00Z"))
        .isEqualTo("patient[gender eq <male>].birthdate ge <2000-01-01T00:00:00Z>");
    assertThat(parsed("general-practitioner.name CO x"))
        .isEqualTo("general-practitioner.name co <x>");
    assertThat(parsed("not eq 1")).isEqualTo("not eq <1>");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'',1",
        "a,2",
        "a eq,5",
        "a like 1,3",
        "a eq 1 b eq 2,8",
        "a eq 1 and,11",
        "(a eq 1,8",
        "a eq 1),7",
        "a[b eq 1] eq 2,10",
        "a[b eq 1.c eq 2,12",
        "a eq \"x,8",
        "a:Type.b eq 1,2"
      })
  void whatIsNotGrammarIsRefusedWithItsPlace(String text, int place) {
    StoreException refusal =
        catchThrowableOfType(StoreException.class, () -> FilterParser.parse(text));
    assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.INVALID);
    StoreProblem problem = refusal.problems().get(0);
    assertThat(problem.location()).isEqualTo("_filter");
    assertThat(problem.text(Locale.ENGLISH)).contains("at character " + place + ":");
  }

  @Test
  void sizeHasLimits() {
    for (String text :
        new String[] {
          "(".repeat(21) + "a eq 1" + ")".repeat(21),
          "a eq 1 or ".repeat(100) + "a eq 1",
          "a eq \"" + "x".repeat(4000) + "\""
        }) {
      StoreException refusal =
          catchThrowableOfType(StoreException.class, () -> FilterParser.parse(text));
      assertThat(refusal.kind()).isEqualTo(StoreProblem.Kind.TOO_LARGE);
    }
  }
}
