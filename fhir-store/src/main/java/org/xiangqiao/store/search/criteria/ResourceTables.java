package org.xiangqiao.store.search.criteria;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table that holds a tenant's resources of a type. Partitioned types are addressed by the
 * tenant's partition: the planner then has one table to think about, and a statement may hide the
 * tenant from it without visiting all partitions.
 */
public final class ResourceTables {

  private final JdbcTemplate jdbc;
  private final Map<Integer, Integer> partitions = new ConcurrentHashMap<>();
  private volatile Set<String> partitionedTypes;

  public ResourceTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The whole table of a type. */
  public static String of(String type) {
    return "resource_" + type.toLowerCase(Locale.ROOT);
  }

  public String of(int tenantId, String type) {
    if (!partitionedTypes().contains(type)) {
      return of(type);
    }
    return of(type) + "_p" + partitions.computeIfAbsent(tenantId, this::partition);
  }

  /** The table of a tenant's index values of texts. */
  String strings(int tenantId) {
    return "index_string_p" + partitions.computeIfAbsent(tenantId, this::partition);
  }

  private Set<String> partitionedTypes() {
    Set<String> known = partitionedTypes;
    if (known == null) {
      known =
          Set.copyOf(
              jdbc.queryForList("select name from resource_type where partitioned", String.class));
      partitionedTypes = known;
    }
    return known;
  }

  /** All tables are partitioned alike, so any of them tells. */
  private int partition(int tenantId) {
    return jdbc.queryForObject(
        "select n from generate_series(0, 7) n"
            + " where satisfies_hash_partition('resource_patient'::regclass, 8, n, ?::integer)",
        Integer.class,
        tenantId);
  }
}
