package org.xiangqiao.store.erase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xiangqiao.store.StoreProblem;

/**
 * What belongs to one resident (居民): all that refers to the Patient and to no other, and what
 * refers to that in turn, newest first, so that referrers go before or with what they refer to.
 */
public final class ResidentSelection {

  /** Resources that refer to each other in circles go at once, or not at all. */
  private static final int MOST_AT_ONCE = 2_000;

  private final ErasureSelection selection;

  ResidentSelection(ErasureSelection selection) {
    this.selection = selection;
  }

  /**
   * The next resources to go, about {@code limit}; empty if only the Patient itself, or what also
   * concerns others, is left.
   */
  public List<Found> next(int tenant, long patientRid, int limit) {
    Map<Long, Found> chosen = new LinkedHashMap<>();
    long below = Long.MAX_VALUE;
    while (chosen.size() < limit) {
      List<ErasureSelection.Row> rows =
          selection.referrers(tenant, List.of(patientRid), below, limit);
      if (rows.isEmpty()) {
        break;
      }
      below = rows.get(rows.size() - 1).rid();
      add(tenant, patientRid, rows, chosen);
    }
    close(tenant, patientRid, chosen);
    return List.copyOf(chosen.values());
  }

  /** Adds who refers to the chosen, until nobody does who could go along. */
  private void close(int tenant, long patientRid, Map<Long, Found> chosen) {
    List<Long> fresh = new ArrayList<>(chosen.keySet());
    while (!fresh.isEmpty()) {
      Map<Long, Found> more = new LinkedHashMap<>();
      long below = Long.MAX_VALUE;
      while (true) {
        List<ErasureSelection.Row> rows = selection.referrers(tenant, fresh, below, MOST_AT_ONCE);
        add(tenant, patientRid, rows, more);
        if (rows.size() < MOST_AT_ONCE) {
          break;
        }
        below = rows.get(rows.size() - 1).rid();
      }
      more.keySet().removeAll(chosen.keySet());
      more.remove(patientRid);
      chosen.putAll(more);
      if (chosen.size() > MOST_AT_ONCE) {
        throw StoreProblem.of(
                StoreProblem.Kind.UNPROCESSABLE, "", "erasure-entangled", MOST_AT_ONCE)
            .exception();
      }
      fresh = new ArrayList<>(more.keySet());
    }
  }

  private void add(
      int tenant, long patientRid, List<ErasureSelection.Row> rows, Map<Long, Found> chosen) {
    Map<String, List<Long>> byType = new TreeMap<>();
    for (ErasureSelection.Row row : rows) {
      byType.computeIfAbsent(row.type(), type -> new ArrayList<>()).add(row.rid());
    }
    byType.forEach(
        (type, rids) -> {
          List<Found> owned = selection.ownedBy(tenant, patientRid, type, rids);
          owned.forEach(found -> chosen.putIfAbsent(found.rid(), found));
          List<Long> own = owned.stream().map(Found::rid).toList();
          if (!own.isEmpty()) {
            selection
                .attached(tenant, type, own)
                .forEach(binary -> chosen.putIfAbsent(binary.rid(), binary));
          }
        });
    chosen.remove(patientRid);
  }
}
