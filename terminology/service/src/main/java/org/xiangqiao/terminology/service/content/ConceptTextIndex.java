package org.xiangqiao.terminology.service.content;

import java.util.Optional;

/**
 * Finds concepts (概念) of tables in the database by what a person typed: Chinese, English, full
 * pinyin or its initials.
 */
public interface ConceptTextIndex {

  /**
   * Finds by text.
   *
   * @param versionKey of the version of a code system, as its tables know it
   * @param activeOnly leaves out inactive concepts
   * @return empty if this index does not hold all of the version (yet): the tables answer then
   */
  Optional<ConceptHits> search(
      long versionKey, String text, boolean activeOnly, int offset, int count);

  /** Holds nothing: the tables answer. */
  static ConceptTextIndex none() {
    return (versionKey, text, activeOnly, offset, count) -> Optional.empty();
  }
}
