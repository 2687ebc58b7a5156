package org.xiangqiao.integration.insurance.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.mappings.insurance.Dictionaries;

/**
 * The dictionaries that a county's platform told (1901), beside those that ship. Kept by the newest
 * revision, which is looked up for each bill: what another node fetched counts at once.
 */
public final class LoadedDictionaries {

  private record Kept(long revision, Dictionaries dictionaries) {}

  private final JdbcTemplate jdbc;
  private final Dictionaries shipped;
  private final Map<Integer, Kept> byTenant = new ConcurrentHashMap<>();

  public LoadedDictionaries(JdbcTemplate jdbc, Dictionaries shipped) {
    this.jdbc = jdbc;
    this.shipped = shipped;
  }

  public Dictionaries of(int tenantId) {
    Long newest =
        jdbc.queryForObject(
            "select coalesce(max(revision), 0) from insurance_dictionary where tenant_id = ?",
            Long.class,
            tenantId);
    long revision = newest == null ? 0 : newest;
    Kept kept = byTenant.get(tenantId);
    if (kept == null || kept.revision() != revision) {
      kept = new Kept(revision, revision == 0 ? shipped : load(tenantId));
      byTenant.put(tenantId, kept);
    }
    return kept.dictionaries();
  }

  private Dictionaries load(int tenantId) {
    Map<String, Map<String, String>> meanings = new HashMap<>();
    jdbc.query(
        "select dictionary, code, meaning from insurance_dictionary_code where tenant_id = ?",
        row -> {
          meanings
              .computeIfAbsent(row.getString(1), name -> new HashMap<>())
              .put(row.getString(2), row.getString(3));
        },
        tenantId);
    Dictionaries loaded = shipped;
    for (Map.Entry<String, Map<String, String>> one : meanings.entrySet()) {
      loaded = loaded.loaded(one.getKey(), one.getValue());
    }
    return loaded;
  }
}
