package org.xiangqiao.terminology.service.stored;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteParticipant;

/**
 * How long what is known of the stored terminology holds: a second by default, for writes of other
 * nodes; while a write of this node is young, not at all, so that who writes a value set can use it
 * at once.
 */
public final class Freshness implements WriteParticipant {

  static final Set<String> TYPES = Set.of("CodeSystem", "ValueSet", "ConceptMap");

  /** What is known of a type. */
  enum State {
    HOLDS,
    /** The store is to be asked whether there was a change. */
    DOUBTFUL,
    /** This node has written since. */
    STALE
  }

  private final long interval;
  private final Map<Key, Long> written = new ConcurrentHashMap<>();

  private record Key(int tenantId, String type) {}

  public Freshness(Duration interval) {
    this.interval = interval.toNanos();
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change each : changes) {
      if (TYPES.contains(each.type())) {
        written.put(new Key(caller.tenantId(), each.type()), now());
      }
    }
  }

  long now() {
    return System.nanoTime();
  }

  State of(int tenantId, String type, long checked) {
    Long last = written.get(new Key(tenantId, type));
    if (last != null && last - checked >= 0) {
      return State.STALE;
    }
    boolean young = last != null && checked - last < interval;
    return young || now() - checked >= interval ? State.DOUBTFUL : State.HOLDS;
  }
}
