package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;
import org.xiangqiao.store.TextSearch;

/** Reads {@code _text} and {@code _content} (R4 search.html#all). */
final class WordReader {

  /** Longer texts are no search for words. */
  private static final int LONGEST = 500;

  private final TextSearch index;

  WordReader(TextSearch index) {
    this.index = index;
  }

  Criterion read(Focus focus, ParameterName name, TextSearch.Mode mode, List<String> values) {
    name.requireModifier(focus.type().type(), Set.of());
    List<String> texts = values.stream().map(ValueSyntax::unescape).map(String::strip).toList();
    for (String text : texts) {
      if (text.length() > LONGEST) {
        throw SearchProblems.textTooLong(name.raw(), LONGEST);
      }
      if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
        throw SearchProblems.noWords(name.raw());
      }
    }
    return WordCriterion.of(index, focus.tenantId(), focus.type().type(), name.raw(), mode, texts);
  }
}
