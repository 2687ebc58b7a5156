package org.xiangqiao.server.text;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.store.search.criteria.SearchProblems;

/** Answers searches from the index that is complete; refuses while there is none. */
final class CandidateSearch implements TextSearch {

  private static final Logger LOG = LoggerFactory.getLogger(CandidateSearch.class);

  private final Supplier<TextIndex> indexes;
  private final int limit;

  /**
   * @param indexes gives the complete index, or null
   */
  CandidateSearch(Supplier<TextIndex> indexes, int limit) {
    this.indexes = indexes;
    this.limit = limit;
  }

  @Override
  public int limit() {
    return limit;
  }

  @Override
  public Answer find(
      int tenantId, String type, Mode mode, List<String> alternatives, Set<String> within) {
    if (within != null && within.isEmpty()) {
      return new Answer(List.of(), true);
    }
    TextIndex index = indexes.get();
    if (index == null) {
      throw SearchProblems.textNotReady();
    }
    String group = ResourceDocument.group(tenantId, type);
    try {
      return index.find(group, mode, alternatives, within, limit);
    } catch (RuntimeException failure) {
      TextIndex now = indexes.get();
      if (now != null && now != index) {
        // Another generation took its place meanwhile.
        return now.find(group, mode, alternatives, within, limit);
      }
      LOG.warn("the text index does not answer: {}", IndexFailure.words(failure));
      throw SearchProblems.textNotReady();
    }
  }
}
