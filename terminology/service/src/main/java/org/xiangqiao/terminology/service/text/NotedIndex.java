package org.xiangqiao.terminology.service.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.hibernate.search.backend.elasticsearch.metamodel.ElasticsearchIndexDescriptor;
import org.hibernate.search.mapper.pojo.standalone.mapping.CloseableSearchMapping;
import org.hibernate.search.mapper.pojo.standalone.session.SearchSession;
import org.hibernate.search.mapper.pojo.standalone.work.SearchWorkspace;

/**
 * One generation of a text index that keeps notes of itself beside its contents. Writes are on the
 * disk when they return.
 */
public abstract class NotedIndex implements AutoCloseable {

  private static final int MOST_NOTES = 10_000;

  private final CloseableSearchMapping mapping;
  private final Class<?> noteType;
  private final BiFunction<String, String, Object> note;

  /**
   * @param noteType document of a note, with the fields {@code key} and {@code place}
   * @param note makes one of a name and a text
   */
  protected NotedIndex(
      CloseableSearchMapping mapping, Class<?> noteType, BiFunction<String, String, Object> note) {
    this.mapping = mapping;
    this.noteType = noteType;
    this.note = note;
  }

  protected final SearchSession session() {
    return mapping.createSession();
  }

  /** Keeps texts by their names. */
  public final void note(Map<String, String> notes) {
    try (SearchSession session = session()) {
      notes.forEach((name, text) -> session.indexingPlan().addOrUpdate(note.apply(name, text)));
    }
  }

  public final void forget(String name) {
    try (SearchSession session = session()) {
      session.indexingPlan().purge(noteType, name, null);
    }
  }

  /** What was noted, by whichever node: a cluster shows it a second late unless it is told to. */
  public final Map<String, String> places() {
    try (SearchSession session = session()) {
      session.workspace().refresh();
      Map<String, String> notes = new HashMap<>();
      List<List<?>> hits =
          session
              .search(noteType)
              .select(
                  f ->
                      f.composite()
                          .from(f.field("key", String.class), f.field("place", String.class))
                          .asList())
              .where(f -> f.matchAll())
              .fetchHits(MOST_NOTES);
      hits.forEach(hit -> notes.put((String) hit.get(0), (String) hit.get(1)));
      return notes;
    }
  }

  /**
   * Leaves no word of what was removed in the files, where that is possible. A cluster keeps
   * removed documents for copies of a shard that may need them, whatever it is asked to merge.
   *
   * @return false if only removing the whole index helps
   */
  public final boolean purge() {
    if (isInCluster()) {
      return false;
    }
    try (SearchSession session = session()) {
      SearchWorkspace workspace = session.workspace();
      workspace.mergeSegments();
      workspace.flush();
      workspace.refresh();
    }
    return true;
  }

  /** Lets all that was written be found; a cluster would show it within a second. */
  public final void show() {
    try (SearchSession session = session()) {
      session.workspace().refresh();
    }
  }

  private boolean isInCluster() {
    return mapping.allIndexedEntities().stream()
        .anyMatch(each -> each.indexManager().descriptor() instanceof ElasticsearchIndexDescriptor);
  }

  /** Removes the index with all that it holds. */
  public final void drop() {
    try (SearchSession session = session()) {
      session.schemaManager().dropIfExisting();
    }
  }

  @Override
  public final void close() {
    mapping.close();
  }
}
