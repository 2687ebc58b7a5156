package org.xiangqiao.server.rest.problem;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * Makes {@link Fault}s from a pair of message files: {@code <rule>} says what is wrong, {@code
 * <rule>.remedy} what to do; English in the base file, Chinese in {@code _zh}.
 */
public final class FaultTexts {

  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final ResourceBundle english;
  private final ResourceBundle chinese;

  /**
   * @param name of the message files, as in {@code org.xiangqiao.server.rest.problem.problems}
   */
  public FaultTexts(String name) {
    english = ResourceBundle.getBundle(name, Locale.ROOT, NO_FALLBACK);
    chinese = ResourceBundle.getBundle(name, Locale.CHINESE, NO_FALLBACK);
  }

  /**
   * @param place FHIRPath into the content, {@code http.<name>} for a parameter or header, or empty
   * @param arguments filled into the texts
   */
  public Fault fault(int status, IssueType type, String rule, String place, Object... arguments) {
    return new Fault(
        status, type, rule, place, text(rule, arguments), text(rule + ".remedy", arguments));
  }

  public LocalText text(String key, Object... arguments) {
    Object[] words = Arrays.stream(arguments).map(String::valueOf).toArray();
    return new LocalText(
        new MessageFormat(english.getString(key), Locale.ROOT).format(words),
        new MessageFormat(chinese.getString(key), Locale.CHINESE).format(words));
  }
}
