package org.xiangqiao.terminology.service.property;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;

/**
 * A regular expression over a whole text, in time linear in it whatever the pattern: a value set
 * cannot stall the server with {@code (a+)+$}. Look-around and back references are refused, and
 * what is too large when its repeats are written out.
 */
public final class LinearRegex {

  /** Characters, and steps once repeats are written out. */
  static final int MOST = 2000;

  private LinearRegex() {}

  /**
   * @throws UnsupportedFilterException if it cannot be evaluated here, saying why
   */
  public static Predicate<String> of(Filter filter) {
    String expression = filter.value() == null ? "" : filter.value();
    if (expression.length() > MOST) {
      throw new UnsupportedFilterException(filter, "it is longer than " + MOST + " characters");
    }
    if (RegexSize.of(expression) > MOST) {
      throw new UnsupportedFilterException(
          filter, "with its repeats written out it has more than " + MOST + " steps");
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      return text -> text != null && pattern.matches(text);
    } catch (PatternSyntaxException malformed) {
      throw new UnsupportedFilterException(filter, malformed.getDescription());
    }
  }
}
