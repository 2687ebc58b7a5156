package org.xiangqiao.store;

import java.util.List;
import java.util.Set;

/**
 * Full text over what resources say, kept outside the database. It tells which resources come into
 * question; the search's own statement then decides about them as about any other.
 */
public interface TextSearch {

  /** What is looked through: R4 search.html#all, {@code _text} and {@code _content}. */
  enum Mode {
    /** The narrative (叙述文本) that people read. */
    NARRATIVE,
    /** All text of the resource, its narrative included. */
    CONTENT
  }

  /**
   * What was found.
   *
   * @param ids logical ids, best match first
   * @param complete whether these are all; if not, {@code ids} must not be taken for an answer
   */
  record Answer(List<String> ids, boolean complete) {

    public Answer {
      ids = List.copyOf(ids);
    }
  }

  /** Most ids that one answer gives. */
  int limit();

  /**
   * Finds resources of a type.
   *
   * @param alternatives any of which is enough; of each, all words
   * @param within only these ids; null for all
   * @throws StoreException if the index cannot answer now
   */
  Answer find(int tenantId, String type, Mode mode, List<String> alternatives, Set<String> within);
}
