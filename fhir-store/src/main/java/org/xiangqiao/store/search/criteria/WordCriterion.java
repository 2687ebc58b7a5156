package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;
import org.xiangqiao.store.TextSearch;

/**
 * {@code _text} and {@code _content}: the resources that the text index names. Few of them lead the
 * statement to its rows; many are only compared.
 *
 * @param name of the parameter, for refusals
 * @param texts alternatives, as they were asked for
 * @param limit most ids that are taken
 */
public record WordCriterion(
    String name,
    TextSearch.Mode mode,
    List<String> texts,
    TextSearch.Answer answer,
    int limit,
    TextSearch index)
    implements Criterion {

  /** Up to so many are looked up one by one. */
  private static final int FEW = 300;

  static WordCriterion of(
      TextSearch index,
      int tenantId,
      String type,
      String name,
      TextSearch.Mode mode,
      List<String> texts) {
    return new WordCriterion(
        name,
        mode,
        List.copyOf(texts),
        index.find(tenantId, type, mode, texts, null),
        index.limit(),
        index);
  }

  /** Whether all that match are known. */
  public boolean isComplete() {
    return answer.complete();
  }

  /** The same among a few resources that meet the other conditions. */
  public WordCriterion within(int tenantId, String type, Set<String> ids) {
    return new WordCriterion(
        name, mode, texts, index.find(tenantId, type, mode, texts, ids), limit, index);
  }

  @Override
  public void write(SqlStatement sql, Row row) {
    if (!isComplete()) {
      throw SearchProblems.tooManyWithText(name, limit);
    }
    String id = row.column("fhir_id");
    boolean open = row.driver() == DrivingIndex.ID || row.driver() == DrivingIndex.PLANNED;
    sql.add(
        (open ? id : "(" + id + " || '')") + " = any(?)",
        (Object) answer.ids().toArray(String[]::new));
  }

  @Override
  public DrivingIndex offer() {
    return isComplete() && answer.ids().size() <= FEW ? DrivingIndex.ID : DrivingIndex.PLANNED;
  }
}
