package org.xiangqiao.server.gate.county;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteParticipant;

/** Notes when this node last wrote a definition, so that it counts at once. */
public final class DefinitionWrites implements WriteParticipant {

  private static final Set<String> TYPES = Set.of("StructureDefinition", "ValueSet", "CodeSystem");

  private final Map<Integer, Long> written = new ConcurrentHashMap<>();

  @Override
  public void written(Caller caller, List<Change> changes) {
    if (changes.stream().anyMatch(each -> TYPES.contains(each.type()))) {
      written.put(caller.tenantId(), System.nanoTime());
    }
  }

  /**
   * Whether what was read then need not be looked at again. While a write is young, it must: its
   * commit may still be under way.
   *
   * @param checked by {@link System#nanoTime()}
   */
  boolean holds(int tenant, long checked, long interval) {
    return holds(tenant, checked, interval, interval);
  }

  /**
   * @param oldest how old it may be where nothing was written here
   */
  boolean holds(int tenant, long checked, long interval, long oldest) {
    return System.nanoTime() - checked < oldest
        && settled(tenant, checked, interval)
        && settled(Caller.DEFINITIONS_TENANT, checked, interval);
  }

  private boolean settled(int tenant, long checked, long interval) {
    Long last = written.get(tenant);
    return last == null || checked - last >= interval;
  }
}
