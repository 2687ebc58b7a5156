package org.xiangqiao.terminology.service.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * What a concept (概念) is called, in the form in which it is compared.
 *
 * @param display null if it has none
 * @param all display and designations
 * @param pinyin full spellings of those that have Chinese in them, without spaces
 * @param initials first letters of the same
 */
record ConceptNames(String display, List<String> all, List<String> pinyin, List<String> initials) {

  /** Longer names are found by their beginning. */
  private static final int LONGEST = 1000;

  static ConceptNames of(Concept concept, Pinyin spelling) {
    List<String> raw =
        Stream.concat(
                Stream.of(concept.display() == null ? "" : concept.display()),
                concept.designations().stream()
                    .map(Concept.Designation::value)
                    .filter(Objects::nonNull))
            .map(name -> name.length() > LONGEST ? name.substring(0, LONGEST) : name)
            .filter(name -> !name.isBlank())
            .distinct()
            .toList();
    List<String> chinese = raw.stream().filter(ConceptNames::hasChinese).toList();
    return new ConceptNames(
        concept.display() == null || concept.display().isBlank() ? null : folded(raw.get(0)),
        raw.stream().map(ConceptNames::folded).distinct().toList(),
        chinese.stream().map(spelling::full).map(ConceptNames::joined).distinct().toList(),
        chinese.stream().map(spelling::initials).map(ConceptNames::joined).distinct().toList());
  }

  /** Small letters, narrow forms, single spaces. */
  static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .strip()
        .replaceAll("\\s+", " ");
  }

  /** Letters and digits alone: a spelling is typed without anything between. */
  static String joined(String spelling) {
    return folded(spelling).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  static boolean hasChinese(String text) {
    return text.codePoints()
        .anyMatch(each -> Character.UnicodeScript.of(each) == Character.UnicodeScript.HAN);
  }
}
