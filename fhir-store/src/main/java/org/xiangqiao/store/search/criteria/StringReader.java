package org.xiangqiao.store.search.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.StringFolding;

/** Reads string parameters (R4 search.html#string). */
final class StringReader implements ParameterReader {

  private static final Set<String> MODIFIERS = Set.of("exact", "contains");

  private final IndexHash hash;

  StringReader(IndexHash hash) {
    this.hash = hash;
  }

  @Override
  public Criterion read(
      int tenantId, IndexedParameter parameter, ParameterName name, List<String> values) {
    name.requireModifier(parameter.type(), MODIFIERS);
    return criterion(parameter.key(), name, match(name), values);
  }

  Criterion criterion(
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

  private static TextCriterion.Match match(ParameterName name) {
    if ("exact".equals(name.modifier())) {
      return TextCriterion.Match.EXACT;
    }
    return "contains".equals(name.modifier())
        ? TextCriterion.Match.CONTAINS
        : TextCriterion.Match.PREFIX;
  }
}
