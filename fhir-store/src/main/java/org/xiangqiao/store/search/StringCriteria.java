package org.xiangqiao.store.search;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.StringFolding;
import org.xiangqiao.store.index.StringValues;

/** Reads string parameters (R4 search.html#string). */
final class StringCriteria {

  static final Set<String> MODIFIERS = Set.of("exact", "contains");

  private final IndexHash hash;

  StringCriteria(IndexHash hash) {
    this.hash = hash;
  }

  Criterion text(IndexedParameter parameter, ParameterName name, List<String> values) {
    List<String> texts = values.stream().map(ValueSyntax::unescape).toList();
    List<String> folded = texts.stream().map(StringFolding::fold).toList();
    if (folded.contains("")) {
      throw SearchProblems.emptyValue(name.raw());
    }
    boolean exact = "exact".equals(name.modifier());
    Criterion.TextMatch match =
        exact
            ? Criterion.TextMatch.EXACT
            : "contains".equals(name.modifier())
                ? Criterion.TextMatch.CONTAINS
                : Criterion.TextMatch.PREFIX;
    return new Criterion.Text(
        hash.parameter(parameter.key()),
        match,
        folded,
        exact ? new ExactCheck(parameter, Set.copyOf(texts)) : null);
  }

  /** The index holds folded texts; case, accents and width are compared in the body. */
  private record ExactCheck(IndexedParameter parameter, Set<String> texts) implements BodyCheck {

    @Override
    public boolean matches(Resource resource) {
      boolean[] found = new boolean[1];
      parameter.visit(
          resource,
          (element, place) ->
              found[0] = found[0] || StringValues.of(element).stream().anyMatch(texts::contains));
      return found[0];
    }
  }
}
