package org.xiangqiao.terminology.service.text;

import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.List;
import org.hibernate.search.engine.search.query.SearchResult;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.AnnotatedTypeSource;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.mapping.SearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.xiangqiao.terminology.pinyin.Pinyin;
import org.xiangqiao.terminology.service.content.ConceptHits;
import org.xiangqiao.terminology.service.table.ConceptRow;

/** One generation of the text index over concepts (概念). Writes are on the disk when they return. */
public final class ConceptIndex extends NotedIndex {

  public static final String NAME = "concepts";

  private static final int AT_A_TIME = 2000;

  /** A longer text is no search. */
  private static final int LONGEST = 200;

  private final Pinyin pinyin;

  private ConceptIndex(CloseableSearchMapping mapping, Pinyin pinyin) {
    super(mapping, PlaceDocument.class, PlaceDocument::new);
    this.pinyin = pinyin;
  }

  public static ConceptIndex open(TextBackend backend, int generation, Pinyin pinyin) {
    return new ConceptIndex(
        SearchMapping.builder(
                AnnotatedTypeSource.fromClasses(ConceptDocument.class, PlaceDocument.class),
                MethodHandles.lookup())
            .properties(backend.settings(NAME, generation))
            .build(),
        pinyin);
  }

  /** Writes concepts of a version; the same again changes nothing. */
  public void write(long version, Collection<ConceptRow> rows) {
    try (SearchSession session = session()) {
      for (ConceptRow row : rows) {
        session
            .indexingPlan()
            .addOrUpdate(
                new ConceptDocument(
                    version,
                    row.ordinal(),
                    row.concept().code(),
                    ConceptNames.of(row.concept(), pinyin),
                    row.concept().inactive()));
      }
    }
  }

  /** Removes some concepts of a version; to be called until it says 0. */
  public int remove(long version) {
    try (SearchSession session = session()) {
      List<String> codes =
          session
              .search(ConceptDocument.class)
              .select(f -> f.field("code", String.class))
              .where(f -> f.match().field("version").matching(version))
              .fetchHits(AT_A_TIME);
      codes.forEach(
          code ->
              session
                  .indexingPlan()
                  .purge(ConceptDocument.class, ConceptDocument.key(version, code), null));
      return codes.size();
    }
  }

  /** Best match first; among equals the shorter display, then the order of the code system. */
  public ConceptHits search(long version, String text, boolean activeOnly, int offset, int count) {
    String folded =
        ConceptNames.folded(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    try (SearchSession session = session()) {
      SearchResult<String> found =
          session
              .search(ConceptDocument.class)
              .select(f -> f.field("code", String.class))
              .where(
                  f -> {
                    var all =
                        f.bool()
                            .filter(f.match().field("version").matching(version))
                            .must(ConceptRanking.of(f, folded));
                    return activeOnly
                        ? all.filter(f.match().field("inactive").matching(false))
                        : all;
                  })
              .sort(f -> f.composite().add(f.score()).add(f.field("size")).add(f.field("ordinal")))
              .fetch(offset, count);
      return new ConceptHits(
          (int) Math.min(Integer.MAX_VALUE, found.total().hitCount()), found.hits());
    }
  }
}
