package org.xiangqiao.server.text;

import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.List;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.query.SearchResult;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.terminology.service.text.NotedIndex;
import org.xiangqiao.terminology.service.text.TextBackend;

/**
 * One generation of the index of resources. What is written is on the disk when the call returns;
 * writing the same again changes nothing.
 */
final class TextIndex extends NotedIndex {

  static final String NAME = "resources";

  private final int generation;

  private TextIndex(int generation, CloseableSearchMapping mapping) {
    super(mapping, PositionDocument.class, PositionDocument::new);
    this.generation = generation;
  }

  static TextIndex open(TextBackend backend, int generation) {
    return new TextIndex(
        generation,
        SearchMapping.builder(
                AnnotatedTypeSource.fromClasses(ResourceDocument.class, PositionDocument.class),
                MethodHandles.lookup())
            .properties(backend.settings(NAME, generation))
            .build());
  }

  int generation() {
    return generation;
  }

  /**
   * @param gone keys of documents
   */
  void write(Collection<ResourceDocument> changed, Collection<String> gone) {
    try (SearchSession session = session()) {
      changed.forEach(session.indexingPlan()::addOrUpdate);
      gone.forEach(key -> session.indexingPlan().purge(ResourceDocument.class, key, null));
    }
  }

  TextSearch.Answer find(
      String group,
      TextSearch.Mode mode,
      List<String> alternatives,
      Collection<String> within,
      int limit) {
    String field = mode == TextSearch.Mode.NARRATIVE ? "narrative" : "content";
    try (SearchSession session = session()) {
      SearchResult<String> found =
          session
              .search(ResourceDocument.class)
              .select(f -> f.field("id", String.class))
              .where(
                  (f, root) -> {
                    root.add(words(f, field, alternatives));
                    root.add(f.match().field("group").matching(group).constantScore());
                    if (within != null) {
                      root.add(f.terms().field("id").matchingAny(within).constantScore());
                    }
                  })
              .totalHitCountThreshold(limit + 1L)
              .fetch(limit);
      return new TextSearch.Answer(found.hits(), found.total().hitCountLowerBound() <= limit);
    }
  }

  private static SearchPredicate words(
      SearchPredicateFactory f, String field, List<String> alternatives) {
    var any = f.or();
    for (String text : alternatives) {
      var all = f.and();
      Words.of(text).forEach(word -> all.add(f.phrase().field(field).matching(word)));
      any.add(all);
    }
    return any.toPredicate();
  }
}
