package org.xiangqiao.terminology.service.load;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.Concept;

/** The names of a concept in pinyin (拼音): the full one, and its initials. */
public final class PinyinNames {

  static final String USE = "https://fhir.xiangqiao.org/CodeSystem/designation-use";

  /** Code of a full spelling among the uses of designations. */
  public static final String FULL = "pinyin";

  /** Code of initials among the uses of designations. */
  public static final String INITIALS = "pinyin-initials";

  private static final int LONGEST = 200;

  private final Pinyin pinyin;

  public PinyinNames(Pinyin pinyin) {
    this.pinyin = pinyin;
  }

  /** Empty for what has no Chinese in it. */
  public List<Concept.Designation> of(String display) {
    if (display.length() > LONGEST
        || display
            .codePoints()
            .noneMatch(each -> Character.UnicodeScript.of(each) == Character.UnicodeScript.HAN)) {
      return List.of();
    }
    List<Concept.Designation> names = new ArrayList<>();
    add(names, FULL, pinyin.full(display));
    add(names, INITIALS, pinyin.initials(display));
    return names;
  }

  /** Whether a designation says how another one is spelled. */
  public static boolean isSpelling(Concept.Designation name) {
    return name.use() != null && USE.equals(name.use().getSystem());
  }

  private static void add(List<Concept.Designation> names, String use, String spelled) {
    String letters = letters(spelled);
    if (!letters.isEmpty()) {
      names.add(new Concept.Designation(null, new Coding(USE, use, null), letters));
    }
  }

  /** What a person types: no brackets, no spaces. */
  private static String letters(String spelled) {
    StringBuilder letters = new StringBuilder();
    spelled.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
