package org.xiangqiao.server.text;

import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.search.engine.search.predicate.SearchPredicate;
import org.hibernate.search.engine.search.predicate.dsl.SearchPredicateFactory;
import org.hibernate.search.engine.search.query.SearchResult;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.mapper.pojo.standalone.work.SearchWorkspace;
import org.xiangqiao.store.TextSearch;
import org.xiangqiao.terminology.service.text.TextBackend;

/**
 * One generation of the index of resources. What is written is on the disk when the call returns;
 * writing the same again changes nothing.
 */
final class TextIndex implements AutoCloseable {

  static final String NAME = "resources";

  private static final int MOST_POSITIONS = 10_000;

  private final int generation;
  private final CloseableSearchMapping mapping;

  private TextIndex(int generation, CloseableSearchMapping mapping) {
    this.generation = generation;
    this.mapping = mapping;
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
    try (SearchSession session = mapping.createSession()) {
      changed.forEach(session.indexingPlan()::addOrUpdate);
      gone.forEach(key -> session.indexingPlan().purge(ResourceDocument.class, key, null));
    }
  }

  void note(Map<String, String> places) {
    try (SearchSession session = mapping.createSession()) {
      places.forEach(
          (name, place) -> session.indexingPlan().addOrUpdate(new PositionDocument(name, place)));
    }
  }

  /** What was noted. */
  Map<String, String> places() {
    try (SearchSession session = mapping.createSession()) {
      Map<String, String> places = new HashMap<>();
      session
          .search(PositionDocument.class)
          .select(
              f ->
                  f.composite()
                      .from(f.field("key", String.class), f.field("place", String.class))
                      .asList())
          .where(f -> f.matchAll())
          .fetchHits(MOST_POSITIONS)
          .forEach(hit -> places.put((String) hit.get(0), (String) hit.get(1)));
      return places;
    }
  }

  TextSearch.Answer find(
      String group,
      TextSearch.Mode mode,
      List<String> alternatives,
      Collection<String> within,
      int limit) {
    String field = mode == TextSearch.Mode.NARRATIVE ? "narrative" : "content";
    try (SearchSession session = mapping.createSession()) {
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

  /** Leaves no word of a deleted document in the files. */
  void purge() {
    try (SearchSession session = mapping.createSession()) {
      SearchWorkspace workspace = session.workspace();
      workspace.mergeSegments();
      workspace.flush();
      workspace.refresh();
    }
  }

  /** Removes the index with all that it holds. */
  void drop() {
    try (SearchSession session = mapping.createSession()) {
      session.schemaManager().dropIfExisting();
    }
  }

  @Override
  public void close() {
    mapping.close();
  }
}
