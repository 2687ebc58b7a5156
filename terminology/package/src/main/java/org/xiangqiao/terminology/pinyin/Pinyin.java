package org.xiangqiao.terminology.pinyin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Pinyin (汉语拼音) of Chinese text, toneless and in lower case, ü as v. GB/T 16159.
 *
 * <p>What is no Chinese character, or a character nobody's dictionary can read, stands for itself.
 * Safe for use by several threads; the dictionaries are read when first needed and cost about 1 MB
 * of memory.
 */
public final class Pinyin {

  private final Lazy<CharacterReadings> characters = new Lazy<>(CharacterReadings::load);
  private final Lazy<PhraseReadings> phrases =
      new Lazy<>(() -> PhraseReadings.load(characters.get()));
  private final Lazy<Surnames> surnames = new Lazy<>(Surnames::load);

  private Pinyin() {}

  /** Cheap: nothing is read yet. */
  public static Pinyin load() {
    return new Pinyin();
  }

  /** Of each character all its possible readings, as a word or as a surname; most usual first. */
  public List<List<String>> readings(String text) {
    CharacterReadings known = characters.get();
    Surnames names = surnames.get();
    return each(text, point -> merge(known.all(point), names.single(point)));
  }

  /**
   * Of each character of a name (姓名) the readings in common use: at its beginning as a surname
   * first, then as an ordinary word.
   */
  public List<List<String>> nameReadings(String name) {
    CharacterReadings known = characters.get();
    List<List<String>> readings = new ArrayList<>(each(name, known::common));
    List<String> compound = surnames.get().compound(name);
    for (int i = 0; i < compound.size(); i++) {
      readings.set(i, merge(List.of(compound.get(i)), readings.get(i)));
    }
    if (compound.isEmpty() && !readings.isEmpty()) {
      List<String> single = surnames.get().single(name.codePointAt(0));
      readings.set(0, single.isEmpty() ? readings.get(0) : merge(single, readings.get(0)));
    }
    return List.copyOf(readings);
  }

  /** How many characters of a name are its surname: those of a compound surname, else one. */
  public int surnameLength(String name) {
    return Math.max(1, surnames.get().compound(name).size());
  }

  /** The most likely reading of a text, syllable by syllable. */
  public List<String> syllables(String text) {
    return List.copyOf(likely(text));
  }

  /** The most likely reading of a text, its syllables in one: 银行 is {@code yinhang}. */
  public String full(String text) {
    return String.join("", likely(text));
  }

  /** The first letters of the most likely reading: 高血压 is {@code gxy}. */
  public String initials(String text) {
    StringBuilder initials = new StringBuilder();
    likely(text).forEach(each -> initials.append(each, 0, each.offsetByCodePoints(0, 1)));
    return initials.toString();
  }

  private List<String> likely(String text) {
    CharacterReadings known = characters.get();
    List<String> syllables = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      List<String> word = at + 1 < text.length() ? phrases.get().longestAt(text, at) : List.of();
      if (word.isEmpty()) {
        int point = text.codePointAt(at);
        List<String> common = known.common(point);
        syllables.add(common.isEmpty() ? itself(point) : common.get(0));
        at += Character.charCount(point);
      } else {
        syllables.addAll(word);
        at += word.size();
      }
    }
    return syllables;
  }

  private static List<List<String>> each(String text, IntFunction<List<String>> readings) {
    return text.codePoints()
        .mapToObj(
            point -> {
              List<String> known = readings.apply(point);
              return known.isEmpty() ? List.of(itself(point)) : known;
            })
        .toList();
  }

  private static String itself(int point) {
    return Character.toString(point).toLowerCase(Locale.ROOT);
  }

  private static List<String> merge(Collection<String> first, Collection<String> then) {
    if (then.isEmpty()) {
      return List.copyOf(first);
    }
    Set<String> all = new LinkedHashSet<>(first);
    all.addAll(then);
    return List.copyOf(all);
  }
}
