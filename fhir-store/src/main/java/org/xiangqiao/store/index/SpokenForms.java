package org.xiangqiao.store.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is typed for a name: of each syllable the whole or the first letter, {@code zhangsf} for
 * 张三丰. Whatever is typed is the beginning of a form, so that the last syllable of a form is always
 * whole: a name of three characters has four forms, not eight.
 */
final class SpokenForms {

  /** Names up to this have every mixture; longer ones change once between letters and wholes. */
  static final int ANY_MIXTURE = 4;

  /** In longer names the change is among these. */
  private static final int CHANGES = 8;

  /** Of one name, most likely ones first. */
  private static final int MOST = 64;

  private SpokenForms() {}

  static Set<String> of(List<List<String>> units) {
    Set<String> forms = new LinkedHashSet<>();
    if (units.isEmpty()) {
      return forms;
    }
    List<boolean[]> mixtures = mixtures(units.size());
    for (List<String> way : Readings.of(units)) {
      for (boolean[] whole : mixtures) {
        if (forms.size() == MOST) {
          return forms;
        }
        forms.add(StringFolding.shorten(written(way, whole)));
      }
    }
    return forms;
  }

  /** Without those that are the beginning of another: whoever types them finds the other. */
  static Set<String> longest(Collection<String> forms) {
    TreeSet<String> sorted = new TreeSet<>(forms);
    Set<String> longest = new LinkedHashSet<>();
    for (String form : sorted) {
      String next = sorted.higher(form);
      if (next == null || !next.startsWith(form)) {
        longest.add(form);
      }
    }
    return longest;
  }

  private static String written(List<String> way, boolean[] whole) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < whole.length; i++) {
      String syllable = way.get(i);
      form.append(syllable, 0, whole[i] ? syllable.length() : syllable.offsetByCodePoints(0, 1));
    }
    return form.toString();
  }

  private static List<boolean[]> mixtures(int length) {
    List<boolean[]> mixtures = new ArrayList<>();
    if (length <= ANY_MIXTURE) {
      for (int letters = 0; letters < 1 << length - 1; letters++) {
        boolean[] whole = new boolean[length];
        for (int i = 0; i < length; i++) {
          whole[i] = (letters >> i & 1) == 0;
        }
        mixtures.add(whole);
      }
      return mixtures;
    }
    mixtures.add(change(length, length, true));
    mixtures.add(change(length, length - 1, false));
    for (int at = 1; at < Math.min(CHANGES, length - 1); at++) {
      mixtures.add(change(length, at, true));
      mixtures.add(change(length, at, false));
    }
    return mixtures;
  }

  /** Wholes (or letters) up to a place, the others behind it; the last is whole. */
  private static boolean[] change(int length, int at, boolean wholeFirst) {
    boolean[] whole = new boolean[length];
    for (int i = 0; i < length; i++) {
      whole[i] = i < at == wholeFirst || i == length - 1;
    }
    return whole;
  }
}
