package org.xiangqiao.store;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * How a search is answered.
 *
 * @param words the plan in sentences: type, conditions in order, what leads to the rows and why,
 *     order, total, includes
 * @param sql statement of the first page, values as {@code ?}
 * @param databasePlan what PostgreSQL makes of it (EXPLAIN), values masked
 */
public record SearchPlan(List<Sentence> words, String sql, String databasePlan) {

  /**
   * A sentence; texts come from {@code org/xiangqiao/store/plan.properties} (English) and {@code
   * plan_zh.properties}.
   *
   * @param arguments never values of parameters
   */
  public record Sentence(String key, List<Object> arguments) {

    public Sentence {
      arguments = List.copyOf(arguments);
    }

    public static Sentence of(String key, Object... arguments) {
      return new Sentence(key, List.of(arguments));
    }

    /** In the language of {@code locale}: Chinese or, by default, English. */
    public String text(Locale locale) {
      Locale known = "zh".equals(locale.getLanguage()) ? Locale.CHINESE : Locale.ROOT;
      ResourceBundle texts =
          ResourceBundle.getBundle(
              "org.xiangqiao.store.plan",
              known,
              ResourceBundle.Control.getNoFallbackControl(
                  ResourceBundle.Control.FORMAT_PROPERTIES));
      // An index that was added later than its sentence is told by its name.
      String found = texts.containsKey(key) ? key : key.substring(0, key.indexOf('.')) + ".other";
      return new MessageFormat(texts.getString(found), known)
          .format(arguments.stream().map(String::valueOf).toArray());
    }
  }
}
