package org.xiangqiao.terminology.service.call;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.MissingResourceException;

/**
 * A language (BCP 47) with the weight that a caller gives it; {@code *} for any.
 *
 * @param weight 0 to 1, as {@code q} of Accept-Language
 */
public record LanguageTag(String code, Locale locale, double weight) {

  /** How much of two tags has to be the same. */
  public enum Depth {
    FULL,
    REGION,
    LANGUAGE
  }

  /**
   * @throws IllformedLocaleException if it is no language tag, or names no known language
   */
  public static LanguageTag of(String code, double weight) {
    if (code.equals("*")) {
      return new LanguageTag(code, Locale.ROOT, weight);
    }
    Locale locale = new Locale.Builder().setLanguageTag(code).build();
    if (!known(locale)) {
      throw new IllformedLocaleException(code);
    }
    return new LanguageTag(code, locale, weight);
  }

  private static boolean known(Locale locale) {
    try {
      return !locale.getISO3Language().isEmpty();
    } catch (MissingResourceException unknown) {
      return false;
    }
  }

  public boolean any() {
    return code.equals("*");
  }

  /**
   * @param stated tag that a text is marked with
   */
  public boolean matches(String stated, Depth depth) {
    if (weight <= 0) {
      return false;
    }
    if (any()) {
      return true;
    }
    if (stated == null || stated.isEmpty()) {
      return false;
    }
    Locale other = Locale.forLanguageTag(stated);
    if (!locale.getLanguage().equals(other.getLanguage())) {
      return false;
    }
    return depth == Depth.LANGUAGE
        || locale.getCountry().equals(other.getCountry())
            && locale.getScript().equals(other.getScript())
            && (depth == Depth.REGION || locale.getVariant().equals(other.getVariant()));
  }

  /** As in Accept-Language. */
  public String text() {
    return weight == 1 ? code : code + "; q=" + number(weight);
  }

  private static String number(double weight) {
    return java.math.BigDecimal.valueOf(weight).stripTrailingZeros().toPlainString();
  }
}
