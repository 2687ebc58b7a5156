package org.xiangqiao.store.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SharedDefinitions;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.binary.BinaryBodies;
import org.xiangqiao.store.database.CancellableJdbc;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Reads the current versions of several resources of several types by one statement. */
public final class ResourceLookup {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceTables tables;
  private final BinaryBodies binaries;

  public ResourceLookup(DataSource dataSource, ResourceTypes types, BinaryBodies binaries) {
    this.jdbc = new CancellableJdbc(dataSource);
    this.types = types;
    this.tables = new ResourceTables(jdbc);
    this.binaries = binaries;
  }

  /**
   * Those that are there, in no order; what is deleted or never was is left out. A definition that
   * the caller's county does not have is the shared one.
   */
  public List<StoredResource> read(Caller caller, Map<String, Set<String>> ids) {
    Map<String, Set<String>> missing = new TreeMap<>();
    ids.forEach(
        (type, wanted) -> {
          if (SharedDefinitions.reach(caller.tenantId(), type)) {
            missing.put(type, new TreeSet<>(wanted));
          }
        });
    List<StoredResource> found = read(caller.tenantId(), ids);
    if (missing.isEmpty()) {
      return found;
    }
    for (StoredResource own : found) {
      missing.computeIfPresent(
          own.type(),
          (type, left) -> {
            left.remove(own.id());
            return left;
          });
    }
    List<StoredResource> all = new ArrayList<>(found);
    all.addAll(read(Caller.DEFINITIONS_TENANT, missing));
    return all;
  }

  private List<StoredResource> read(int tenantId, Map<String, Set<String>> ids) {
    Map<String, Collection<String>> wanted = new TreeMap<>(ids);
    wanted.values().removeIf(Collection::isEmpty);
    if (wanted.isEmpty()) {
      return List.of();
    }
    SqlStatement sql = new SqlStatement();
    String separator = "";
    for (Map.Entry<String, Collection<String>> each : wanted.entrySet()) {
      String type = types.require(each.getKey());
      sql.add(separator + "select '" + type + "' as type, " + RecordRows.COLUMNS + " from ");
      sql.add(tables.of(tenantId, type) + " r where r.tenant_id = ?", tenantId);
      // Bound as an array: added on its own, it would be taken for several values.
      sql.add(" and r.fhir_id = any(?)", (Object) each.getValue().toArray(String[]::new));
      separator = " union all ";
    }
    return binaries.fill(
        tenantId, jdbc.query(sql, (row, n) -> RecordRows.stored(row.getString("type"), row)));
  }
}
