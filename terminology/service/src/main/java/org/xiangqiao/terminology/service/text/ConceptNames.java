package org.xiangqiao.terminology.service.text;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.load.PinyinNames;

/**
 * What a concept (概念) is called, in the form in which it is compared.
 *
 * @param display null if it has none
 * @param all display and designations
 * @param pinyin full spellings of those that have Chinese in them, without spaces
 * @param initials first letters of the same
 * @param spelled how either is typed from any syllable on
 */
record ConceptNames(
    String display,
    List<String> all,
    List<String> pinyin,
    List<String> initials,
    SpelledParts spelled) {

  /** Longer names are found by their beginning. */
  private static final int LONGEST = 1000;

  static ConceptNames of(Concept concept, Pinyin spelling) {
    List<Concept.Designation> names =
        concept.designations().stream().filter(each -> each.value() != null).toList();
    List<String> raw =
        Stream.concat(
                Stream.of(concept.display() == null ? "" : concept.display()),
                names.stream()
                    .filter(each -> !PinyinNames.isSpelling(each))
                    .map(Concept.Designation::value))
            .map(name -> name.length() > LONGEST ? name.substring(0, LONGEST) : name)
            .filter(name -> !name.isBlank())
            .distinct()
            .toList();
    List<List<String>> read =
        raw.stream()
            .filter(ConceptNames::hasChinese)
            .map(name -> syllables(name, spelling))
            .filter(syllables -> !syllables.isEmpty())
            .distinct()
            .toList();
    return new ConceptNames(
        concept.display() == null || concept.display().isBlank() ? null : folded(raw.get(0)),
        raw.stream().map(ConceptNames::folded).distinct().toList(),
        spellings(read.stream().map(each -> String.join("", each)), names, PinyinNames.FULL),
        spellings(read.stream().map(ConceptNames::letters), names, PinyinNames.INITIALS),
        SpelledParts.of(read));
  }

  private static List<String> syllables(String name, Pinyin spelling) {
    return spelling.syllables(name).stream()
        .map(ConceptNames::joined)
        .filter(syllable -> !syllable.isEmpty())
        .toList();
  }

  private static String letters(List<String> syllables) {
    StringBuilder letters = new StringBuilder();
    syllables.forEach(each -> letters.append(each, 0, each.offsetByCodePoints(0, 1)));
    return letters.toString();
  }

  /** What was read, and how those who made the table spell it. */
  private static List<String> spellings(
      Stream<String> read, List<Concept.Designation> names, String use) {
    Stream<String> given =
        names.stream()
            .filter(each -> PinyinNames.isSpelling(each) && use.equals(each.use().getCode()))
            .map(each -> joined(each.value()))
            .filter(each -> !each.isEmpty());
    return Stream.concat(read, given).distinct().toList();
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
