package org.xiangqiao.terminology.service.content;

import java.util.List;
import java.util.Set;

/**
 * Which concepts of one code system are asked for.
 *
 * @param filters all of which must hold; R4 valueset.html#ValueSet.compose.include.filter
 * @param text what a person typed (Chinese, English, full pinyin or its initials); null for all
 * @param activeOnly leaves out inactive concepts
 * @param codes only these, as the code system writes them; null for all
 * @param offset how many to leave out from the beginning
 * @param count how many to answer at most
 */
public record ConceptQuery(
    List<Filter> filters,
    String text,
    boolean activeOnly,
    Set<String> codes,
    int offset,
    int count) {

  /**
   * One filter; {@code op} by its code in R4's {@code filter-operator}: {@code is-a}, {@code =} …
   */
  public record Filter(String property, String op, String value) {}

  public ConceptQuery {
    filters = List.copyOf(filters);
    codes = codes == null ? null : Set.copyOf(codes);
  }

  public ConceptQuery(
      List<Filter> filters, String text, boolean activeOnly, int offset, int count) {
    this(filters, text, activeOnly, null, offset, count);
  }
}
