package org.xiangqiao.server.text;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.terminology.service.content.ConceptHits;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;

/** Answers from the index of concepts (概念) what it holds; the tables answer the rest. */
final class IndexedConcepts implements ConceptTextIndex {

  private static final Logger LOG = LoggerFactory.getLogger(IndexedConcepts.class);

  private final Supplier<ConceptGeneration> generations;

  /**
   * @param generations gives the complete one, or null
   */
  IndexedConcepts(Supplier<ConceptGeneration> generations) {
    this.generations = generations;
  }

  @Override
  public Optional<ConceptHits> search(
      long versionKey, String text, boolean activeOnly, int offset, int count) {
    ConceptGeneration now = generations.get();
    if (now == null || !now.holds(versionKey) || count < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(now.index().search(versionKey, text, activeOnly, offset, count));
    } catch (RuntimeException failure) {
      LOG.warn("the index of concepts does not answer: {}", IndexFailure.words(failure));
      return Optional.empty();
    }
  }
}
