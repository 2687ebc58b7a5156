package org.xiangqiao.server.export;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xiangqiao.server.rest.interaction.ResourceSources;

/**
 * Which types there are.
 *
 * @param known all of R4
 * @param stored those that lie in the store, which exports read; the audit trail does not
 */
record ExportTypes(SortedSet<String> known, SortedSet<String> stored) {

  static ExportTypes of(SortedSet<String> known, ResourceSources sources) {
    SortedSet<String> stored = new TreeSet<>(known);
    stored.removeIf(type -> sources.elsewhere(type).isPresent());
    return new ExportTypes(known, Collections.unmodifiableSortedSet(stored));
  }
}
