package org.xiangqiao.terminology.service.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.terminology.service.content.Concept;

/** The concepts asked for last. They never go stale: a version's rows do not change. */
final class FoundConcepts {

  private record Key(long version, String code) {}

  private final Map<Key, Concept> kept;

  FoundConcepts(int most) {
    this.kept =
        new LinkedHashMap<>(256, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Concept> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<Concept> get(long version, String code) {
    return Optional.ofNullable(kept.get(new Key(version, code)));
  }

  synchronized void put(long version, Concept concept) {
    kept.put(new Key(version, concept.code()), concept);
  }
}
