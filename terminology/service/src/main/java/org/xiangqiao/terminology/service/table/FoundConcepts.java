package org.xiangqiao.terminology.service.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xiangqiao.terminology.service.content.Concept;

/**
 * The concepts asked for last, with the codes directly below them. They never go stale: a version's
 * rows do not change.
 */
final class FoundConcepts {

  /** Of concepts with more than so many below them, these are not kept. */
  static final int FEW = 100;

  private record Key(long version, String code) {}

  /**
   * @param children null if they are not known here
   */
  private record Found(Concept concept, Set<String> children) {}

  private final Map<Key, Found> kept;

  FoundConcepts(int most) {
    this.kept =
        new LinkedHashMap<>(256, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Found> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<Concept> get(long version, String code) {
    return Optional.ofNullable(kept.get(new Key(version, code))).map(Found::concept);
  }

  /** Empty if they are not known here. */
  synchronized Optional<Set<String>> children(long version, String code) {
    return Optional.ofNullable(kept.get(new Key(version, code))).map(Found::children);
  }

  synchronized void put(long version, Concept concept) {
    kept.putIfAbsent(new Key(version, concept.code()), new Found(concept, null));
  }

  synchronized void put(long version, ConceptFamily family) {
    put(version, family.concept());
    put(version, family.concept().code(), family.children());
  }

  /** Children of a concept that is known here. */
  synchronized void put(long version, String code, Set<String> children) {
    if (children.size() <= FEW) {
      kept.computeIfPresent(
          new Key(version, code), (key, each) -> new Found(each.concept(), children));
    }
  }
}
