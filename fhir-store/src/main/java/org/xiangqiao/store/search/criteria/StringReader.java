package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.index.HanText;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.NameMatching;
import org.xiangqiao.store.index.StringFolding;

/**
 * Reads string parameters (R4 search.html#string). Beyond R4, Chinese names are found from any of
 * their characters on, with and without blanks between them.
 */
final class StringReader implements ParameterReader {

  private static final Set<String> MODIFIERS = Set.of("exact", "contains");

  private final IndexHash hash;
  private final SoundReader sounds;

  StringReader(IndexHash hash, NameSpelling spelling) {
    this.hash = hash;
    this.sounds = new SoundReader(hash, spelling);
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    if (parameter.matching() == NameMatching.SOUND) {
      return sounds.read(tenantId, parameter, name, values);
    }
    name.requireModifier(parameter.type(), MODIFIERS);
    TextCriterion.Match match = match(name);
    TextCriterion beginnings = criterion(parameter.key(), name, match, values);
    return match == TextCriterion.Match.PREFIX && parameter.matching() == NameMatching.CHARACTERS
        ? squeezed(beginnings)
        : beginnings;
  }

  TextCriterion criterion(
      String key, ParameterName name, TextCriterion.Match match, List<String> values) {
    List<TextCriterion.Wanted> texts = new ArrayList<>();
    for (String value : values) {
      String text = ValueSyntax.unescape(value);
      String folded = StringFolding.fold(text);
      if (folded.isEmpty()) {
        throw SearchProblems.emptyValue(name.raw());
      }
      texts.add(new TextCriterion.Wanted(folded, hash.exact(text)));
    }
    return new TextCriterion(hash.parameter(key), match, texts);
  }

  /** The index has Chinese names without blanks, too, and what begins inside them. */
  private static TextCriterion squeezed(TextCriterion beginnings) {
    Set<TextCriterion.Wanted> texts = new LinkedHashSet<>(beginnings.texts());
    for (TextCriterion.Wanted text : beginnings.texts()) {
      String squeezed = HanText.squeeze(text.folded());
      if (!squeezed.equals(text.folded())) {
        texts.add(new TextCriterion.Wanted(squeezed, text.exact()));
      }
    }
    return new TextCriterion(beginnings.parameter(), beginnings.match(), List.copyOf(texts));
  }

  private static TextCriterion.Match match(ParameterName name) {
    if ("exact".equals(name.modifier())) {
      return TextCriterion.Match.EXACT;
    }
    return "contains".equals(name.modifier())
        ? TextCriterion.Match.CONTAINS
        : TextCriterion.Match.PREFIX;
  }
}
