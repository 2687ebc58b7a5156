package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.search.criteria.SearchProblems;

class SearchProblemTextsTest {

  /** Every refusal has its text and remedy in both languages, all places filled. */
  @Test
  void allRefusalsSpeakBothLanguages() throws Exception {
    var factories =
        Arrays.stream(SearchProblems.class.getDeclaredMethods())
            .filter(method -> method.getReturnType() == StoreException.class)
            .filter(method -> !method.getName().equals("of") && !method.isSynthetic())
            .toList();
    assertThat(factories).hasSizeGreaterThan(15);
    for (var factory : factories) {
      Object[] arguments =
          Arrays.stream(factory.getParameterTypes())
              .map(
                  type ->
                      type == String.class
                          ? "text"
                          : type == Collection.class ? List.of("one", "two") : (Object) 7)
              .toArray();
      StoreProblem problem = ((StoreException) factory.invoke(null, arguments)).problems().get(0);
      for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
        for (String text : List.of(problem.text(locale), problem.remedy(locale))) {
          assertThat(text).as(problem.key()).isNotBlank().doesNotContain("{");
        }
      }
      assertThat(problem.text(Locale.CHINESE)).isNotEqualTo(problem.text(Locale.ENGLISH));
    }
  }
}
