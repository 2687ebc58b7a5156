package org.xiangqiao.store.search.criteria;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.Readings;
import org.xiangqiao.store.index.SpokenText;
import org.xiangqiao.store.index.StringFolding;

/**
 * Reads {@code phonetic} (R4 patient.html#search): what is typed is the beginning of a spelling.
 * Blanks, apostrophes and dots do not matter; Chinese characters are read aloud, so that 章珊 finds
 * 张三.
 */
final class SoundReader implements ParameterReader {

  private final IndexHash hash;
  private final SpokenText spoken;

  SoundReader(IndexHash hash, NameSpelling spelling) {
    this.hash = hash;
    this.spoken = new SpokenText(spelling);
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), Set.of());
    Set<TextCriterion.Wanted> sounds = new LinkedHashSet<>();
    for (String value : values) {
      List<List<String>> units = spoken.units(ValueSyntax.unescape(value));
      if (units.isEmpty()) {
        throw SearchProblems.emptyValue(name.raw());
      }
      for (List<String> way : Readings.of(units)) {
        String typed = StringFolding.shorten(String.join("", way));
        sounds.add(new TextCriterion.Wanted(typed, 0));
        sounds.add(new TextCriterion.Wanted(passport(typed), 0));
        sounds.add(new TextCriterion.Wanted(keyboard(typed), 0));
      }
    }
    return new TextCriterion(
        hash.parameter(parameter.key()), TextCriterion.Match.PREFIX, List.copyOf(sounds));
  }

  /** 吕 in passports (GB/T 28039): {@code lyu}. */
  private static String passport(String typed) {
    return typed.replace("lyu", "lv").replace("nyu", "nv");
  }

  /** 略 as it is written without an umlaut: {@code lue}. */
  private static String keyboard(String typed) {
    return typed.replace("lue", "lve").replace("nue", "nve");
  }
}
