package org.xiangqiao.server.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes apart what a person looks for: words between spaces, or several in quotation marks. Where
 * Chinese meets Latin, a word ends, as it does in the index.
 */
final class Words {

  private static final Pattern WORD = Pattern.compile("[\"“”]([^\"“”]+)[\"“”]|([^\\s\"“”]+)");

  /** More are not looked for: each is a walk through the index. */
  static final int MOST = 30;

  private Words() {}

  /** Pieces, each to be found as it stands; at most {@link #MOST}. */
  static List<String> of(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      split(words.group(1) == null ? words.group(2) : words.group(1), pieces);
    }
    return pieces.size() > MOST ? pieces.subList(0, MOST) : pieces;
  }

  private static void split(String word, List<String> pieces) {
    int begin = 0;
    boolean letters = false;
    boolean chinese = false;
    for (int i = 0; i < word.length(); i += Character.charCount(word.codePointAt(i))) {
      int character = word.codePointAt(i);
      if (!Character.isLetterOrDigit(character)) {
        continue;
      }
      boolean here = Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
      if (letters && here != chinese) {
        pieces.add(word.substring(begin, i));
        begin = i;
      }
      letters = true;
      chinese = here;
    }
    if (letters) {
      pieces.add(word.substring(begin));
    }
  }
}
