package org.xiangqiao.store;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * One thing that is wrong with a request to the store. Texts come from {@code
 * org/xiangqiao/store/problems.properties} (English) and {@code problems_zh.properties}: {@code
 * <key>} says what and which rule, {@code <key>.remedy} what to do.
 *
 * @param location FHIRPath or parameter name of the place, for example {@code
 *     Bundle.entry[3].resource.subject}; empty when the whole request is meant
 * @param key message key
 * @param arguments filled into the text; never personal data
 * @param told texts of a {@link WriteCheck}, whose rule {@code key} is then; else null
 */
public record StoreProblem(
    Kind kind, String location, String key, List<Object> arguments, Told told) {

  /**
   * What is wrong and what to do, as somebody outside the store says it.
   *
   * @param severity and {@code code}: as R4's validation judges it
   */
  public record Told(
      String english,
      String chinese,
      String remedy,
      String chineseRemedy,
      IssueSeverity severity,
      IssueType code) {

    /** Of a rule that nobody has sorted. */
    public Told(String english, String chinese, String remedy, String chineseRemedy) {
      this(english, chinese, remedy, chineseRemedy, IssueSeverity.ERROR, IssueType.BUSINESSRULE);
    }
  }

  /** What kind of refusal; REST gives each its status. */
  public enum Kind {
    /** 400 */
    INVALID,
    /** 400: a search parameter or modifier that is unknown or not supported. */
    UNSUPPORTED_SEARCH,
    /** 404 */
    NOT_FOUND,
    /** 410 */
    GONE,
    /** 409: version conflict, reference integrity or a business key that is taken. */
    CONFLICT,
    /** 412: If-Match failed or criteria match several. */
    PRECONDITION_FAILED,
    /** 422: well-formed but breaks a rule, such as a reference to nothing. */
    UNPROCESSABLE,
    /** 413: more entries or bytes than allowed. */
    TOO_LARGE,
    /** 410: a page cursor that is not ours or belongs to an earlier key. */
    CURSOR_INVALID,
    /** 503: the database cannot be reached; nothing was written. */
    UNAVAILABLE,
    /** 504: the database did not finish within its time limit; nothing was written. */
    TIMEOUT
  }

  public StoreProblem {
    arguments = List.copyOf(arguments);
  }

  public StoreProblem(Kind kind, String location, String key, List<Object> arguments) {
    this(kind, location, key, arguments, null);
  }

  /** A rule from outside the store that is broken. */
  public static StoreProblem ofRule(String location, String rule, Told told) {
    return new StoreProblem(Kind.UNPROCESSABLE, location, rule, List.of(), told);
  }

  public static StoreProblem of(Kind kind, String location, String key, Object... arguments) {
    return new StoreProblem(kind, location, key, List.of(arguments));
  }

  /** The same about another place, as who sent several things at once sees it. */
  public StoreProblem at(String otherLocation) {
    return new StoreProblem(kind, otherLocation, key, arguments, told);
  }

  public StoreException exception() {
    return new StoreException(this);
  }

  /** What is wrong, in the language of {@code locale} (Chinese or, by default, English). */
  public String text(Locale locale) {
    if (told != null) {
      return chinese(locale) ? told.chinese() : told.english();
    }
    return format(locale, key);
  }

  /** What to do about it. */
  public String remedy(Locale locale) {
    if (told != null) {
      return chinese(locale) ? told.chineseRemedy() : told.remedy();
    }
    return format(locale, key + ".remedy");
  }

  private static boolean chinese(Locale locale) {
    return "zh".equals(locale.getLanguage());
  }

  private String format(Locale locale, String messageKey) {
    Locale known = chinese(locale) ? Locale.CHINESE : Locale.ROOT;
    ResourceBundle texts =
        ResourceBundle.getBundle(
            "org.xiangqiao.store.problems",
            known,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    return new MessageFormat(texts.getString(messageKey), known)
        .format(arguments.stream().map(String::valueOf).toArray());
  }
}
