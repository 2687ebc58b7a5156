package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SharedDefinitions;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Finds definitions by canonical URL (R4 references.html#canonical): the tenant's own before those
 * that all share. Without a version the one that was stored last is meant.
 */
final class DefinitionReader {

  private final JdbcTemplate jdbc;
  private final ResourceTables tables;
  private final BodyReader bodies;
  private final SearchParameters parameters;
  private final IndexHash hash;

  DefinitionReader(
      JdbcTemplate jdbc,
      ResourceTables tables,
      BodyReader bodies,
      SearchParameters parameters,
      IndexHash hash) {
    this.jdbc = jdbc;
    this.tables = tables;
    this.bodies = bodies;
    this.parameters = parameters;
    this.hash = hash;
  }

  /**
   * Definitions that were found.
   *
   * @param own the tenant's
   * @param shared those of {@link SharedDefinitions}
   */
  record Definitions(List<Hit> own, List<Hit> shared) {}

  /**
   * @param type has a parameter {@code url}
   * @param canonicals {@code url} or {@code url|version}
   */
  Definitions read(int tenantId, String type, Set<String> canonicals) {
    Set<String> missing = new LinkedHashSet<>(canonicals);
    List<Hit> own = take(missing, stored(tenantId, type, missing, null));
    if (missing.isEmpty() || !SharedDefinitions.reach(tenantId, type)) {
      return new Definitions(own, List.of());
    }
    int shared = Caller.DEFINITIONS_TENANT;
    return new Definitions(own, take(missing, stored(shared, type, missing, tenantId)));
  }

  /** Takes what was found out of what is missing. */
  private static List<Hit> take(Set<String> missing, Map<String, Hit> stored) {
    List<Hit> found = new ArrayList<>();
    missing.removeIf(
        canonical -> {
          Hit hit = stored.get(canonical.replaceFirst("#.*$", ""));
          if (hit != null) {
            found.add(hit);
          }
          return hit != null;
        });
    return found;
  }

  /**
   * By {@code url} and by {@code url|version}.
   *
   * @param county whose own resources of the same ids stand before these; null for none
   */
  private Map<String, Hit> stored(
      int tenantId, String type, Set<String> canonicals, Integer county) {
    String key = parameters.of(type).find("url").orElseThrow().key();
    long[] hashes =
        canonicals.stream()
            .map(DefinitionReader::url)
            .distinct()
            .mapToLong(url -> hash.uri(tenantId, key, url))
            .toArray();
    SqlStatement sql =
        new SqlStatement()
            .add("select r.rid, r.fhir_id, r.version, r.last_updated, r.date_low, r.body from ")
            .add(tables.of(tenantId, type))
            .add(" r where r.tenant_id = ?", tenantId)
            .add(" and r.tokens && ?", (Object) hashes);
    if (county != null) {
      sql.add(" and not exists (select 1 from ")
          .add(tables.of(county, type))
          .add(" own where own.tenant_id = ? and own.fhir_id = r.fhir_id)", county);
    }
    sql.add(" order by r.last_updated, r.rid");
    Map<String, Hit> byCanonical = new LinkedHashMap<>();
    for (Hit hit : jdbc.query(sql, Hit.mapper(type))) {
      Resource body = bodies.read(hit.resource());
      String url = text(body, "url");
      byCanonical.put(url, hit);
      byCanonical.put(url + "|" + text(body, "version"), hit);
    }
    return byCanonical;
  }

  private static String url(String canonical) {
    return canonical.replaceFirst("[|#].*$", "");
  }

  private static String text(Resource body, String name) {
    Base[] values = body.getProperty(name.hashCode(), name, false);
    return values == null || values.length == 0 || values[0] == null
        ? ""
        : values[0].primitiveValue();
  }
}
