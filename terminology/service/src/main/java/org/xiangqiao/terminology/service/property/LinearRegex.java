package org.xiangqiao.terminology.service.property;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;
import org.xiangqiao.terminology.service.issue.TxException;

/**
 * A regular expression over a whole text, in time linear in it whatever the pattern: a value set
 * cannot stall the server with {@code (a+)+$}. Look-around and back references are refused.
 */
final class LinearRegex {

  private static final int LONGEST = 2000;

  private LinearRegex() {}

  static Predicate<String> of(String expression) {
    if (expression.length() > LONGEST) {
      throw refused(expression.substring(0, 100) + "…", "longer than " + LONGEST);
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      return text -> text != null && pattern.matches(text);
    } catch (PatternSyntaxException malformed) {
      throw refused(expression, malformed.getDescription());
    }
  }

  private static TxException refused(String expression, String why) {
    return TxException.invalid(null, "REGEX", "vs-invalid", expression, why);
  }
}
