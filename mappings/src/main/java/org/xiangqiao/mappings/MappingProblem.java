package org.xiangqiao.mappings;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * Why a foreign message cannot become FHIR. Texts come from {@code
 * org/xiangqiao/mappings/problems.properties} (English) and {@code problems_zh.properties}: {@code
 * <rule>} says what, {@code <rule>.remedy} what the sender should do.
 *
 * @param place where, in the sender's own terms: {@code PID-3[1].1}, {@code RXA[2]-5}, a JSON path
 * @param rule key of the rule that is broken, for example {@code identity-card.checksum}
 * @param arguments filled into the text; never personal data
 */
public record MappingProblem(String place, String rule, List<Object> arguments) {

  public MappingProblem {
    arguments = List.copyOf(arguments);
  }

  public static MappingProblem of(String place, String rule, Object... arguments) {
    return new MappingProblem(place, rule, List.of(arguments));
  }

  /** What is wrong, in Chinese or, by default, English. */
  public String text(Locale locale) {
    return format(locale, rule);
  }

  /** What to do about it. */
  public String remedy(Locale locale) {
    return format(locale, rule + ".remedy");
  }

  private String format(Locale locale, String key) {
    Locale known = "zh".equals(locale.getLanguage()) ? Locale.CHINESE : Locale.ROOT;
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "org.xiangqiao.mappings.problems",
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    // A refusal must reach its sender even if somebody forgot its text.
    String pattern = texts.containsKey(key) ? texts.getString(key) : rule;
    return new MessageFormat(pattern, known)
        .format(arguments.stream().map(String::valueOf).toArray());
  }
}
