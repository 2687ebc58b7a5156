package org.xiangqiao.store.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;

/**
 * Bodies of versions, two queries per type. The current table is asked before history: a version
 * that is replaced in between has then moved to where the second query looks.
 */
final class HistoryBodies {

  record Key(short type, String id, long version) {}

  /**
   * @param json null for a tombstone
   * @param effect how the version came to be, as in {@code resource_history}
   */
  record Body(String json, int effect) {}

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;

  HistoryBodies(JdbcTemplate jdbc, ResourceTypes types) {
    this.jdbc = jdbc;
    this.types = types;
  }

  Map<Key, Body> load(int tenant, short type, List<HistoryCursor.Entry> entries) {
    String[] ids = entries.stream().map(HistoryCursor.Entry::id).toArray(String[]::new);
    Long[] versions = entries.stream().map(HistoryCursor.Entry::version).toArray(Long[]::new);
    Map<Key, Body> found = new HashMap<>();
    jdbc.query(
        """
        select r.fhir_id, r.version, r.body,
               case when r.version = 1 or exists (
                 select 1 from resource_history h
                  where h.tenant_id = ? and h.type_code = ? and h.fhir_id = r.fhir_id
                    and h.version = r.version - 1 and h.effect = 3) then 1 else 2 end
          from"""
            + " "
            + types.table(types.name(type))
            + """
               r join unnest(?::text[], ?::bigint[]) as k(fhir_id, version)
                 on r.fhir_id = k.fhir_id and r.version = k.version
              where r.tenant_id = ?
            """,
        row -> {
          found.put(
              new Key(type, row.getString(1), row.getLong(2)),
              new Body(row.getString(3), row.getInt(4)));
        },
        tenant,
        type,
        ids,
        versions,
        tenant);
    jdbc.query(
        """
        select h.fhir_id, h.version, h.body, h.effect
          from resource_history h join unnest(?::text[], ?::bigint[]) as k(fhir_id, version)
            on h.fhir_id = k.fhir_id and h.version = k.version
         where h.tenant_id = ? and h.type_code = ?
        """,
        row -> {
          found.putIfAbsent(
              new Key(type, row.getString(1), row.getLong(2)),
              new Body(row.getString(3), row.getInt(4)));
        },
        ids,
        versions,
        tenant,
        type);
    return found;
  }
}
