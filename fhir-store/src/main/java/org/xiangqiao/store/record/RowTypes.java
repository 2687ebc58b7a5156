package org.xiangqiao.store.record;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Tells of which type rows are. A row never changes its type, and what records refer to is mostly
 * the same (Practitioners, Organizations, Locations), so that the answers are kept.
 */
final class RowTypes {

  private static final int KEPT = 200_000;

  /** What clinical records usually refer to, asked first. */
  private static final List<String> USUAL =
      List.of(
          "Device",
          "HealthcareService",
          "Location",
          "Medication",
          "Organization",
          "Patient",
          "Practitioner",
          "PractitionerRole");

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final List<String> others;
  private final Cache<Long, String> known = CacheBuilder.newBuilder().maximumSize(KEPT).build();

  RowTypes(JdbcTemplate jdbc, ResourceTables tables, ResourceTypes types) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.others = types.names().stream().filter(type -> !USUAL.contains(type)).sorted().toList();
  }

  /** Rows that are gone are missing in the answer. */
  Map<Long, String> of(int tenantId, Collection<Long> rids) {
    Map<Long, String> found = new HashMap<>(known.getAllPresent(rids));
    ask(tenantId, rids, USUAL, found);
    ask(tenantId, rids, others, found);
    return found;
  }

  private void ask(
      int tenantId, Collection<Long> rids, List<String> types, Map<Long, String> found) {
    List<Long> unknown = new ArrayList<>(rids);
    unknown.removeAll(found.keySet());
    if (unknown.isEmpty()) {
      return;
    }
    long[] wanted = unknown.stream().mapToLong(Long::longValue).toArray();
    SqlStatement sql = new SqlStatement();
    String separator = "";
    for (String type : types) {
      sql.add(separator + "select '" + type + "', rid from " + tables.of(tenantId, type));
      sql.add(" where tenant_id = ? and rid = any(?)", tenantId, wanted);
      separator = " union all ";
    }
    jdbc.query(
        sql,
        row -> {
          found.put(row.getLong(2), row.getString(1));
          known.put(row.getLong(2), row.getString(1));
        });
  }
}
