package org.xiangqiao.store.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Finds definitions by canonical URL (R4 references.html#canonical) among the tenant's own. Without
 * a version the one that was stored last is meant.
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
   * @param type has a parameter {@code url}
   * @param canonicals {@code url} or {@code url|version}
   */
  List<Hit> read(int tenantId, String type, Set<String> canonicals) {
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
            .add(" and r.tokens && ?", (Object) hashes)
            .add(" order by r.last_updated, r.rid");
    Map<String, Hit> byCanonical = new LinkedHashMap<>();
    for (Hit hit : jdbc.query(sql, Hit.mapper(type))) {
      Resource body = bodies.read(hit.resource());
      String url = text(body, "url");
      byCanonical.put(url, hit);
      byCanonical.put(url + "|" + text(body, "version"), hit);
    }
    List<Hit> found = new ArrayList<>();
    for (String canonical : canonicals) {
      String whole = canonical.replaceFirst("#.*$", "");
      if (byCanonical.containsKey(whole)) {
        found.add(byCanonical.get(whole));
      }
    }
    return found;
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
