package org.xiangqiao.store.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.criteria.ResourceTables;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Reads current resources in portions: a resource may be of any size, a reader's memory is not. */
final class CurrentBodies {

  private record Size(String id, long bytes) {}

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceTables tables;

  CurrentBodies(JdbcTemplate jdbc, ResourceTypes types) {
    this.jdbc = jdbc;
    this.types = types;
    this.tables = new ResourceTables(jdbc);
  }

  /** See {@link ChangeFeed#current}. */
  void read(int tenant, Map<String, Set<String>> ids, long bytes, Consumer<List<CurrentBody>> to) {
    ids.forEach((type, wanted) -> read(tenant, types.require(type), wanted, bytes, to));
  }

  private void read(
      int tenant, String type, Set<String> ids, long bytes, Consumer<List<CurrentBody>> to) {
    // The length of a text is known without reading it.
    List<Size> sizes =
        query(
            tenant,
            type,
            "octet_length(r.body)",
            ids,
            (row, n) -> new Size(row.getString(1), row.getLong(2)));
    List<String> portion = new ArrayList<>();
    long sum = 0;
    for (Size each : sizes) {
      if (!portion.isEmpty() && sum + each.bytes() > bytes) {
        to.accept(bodies(tenant, type, portion));
        portion = new ArrayList<>();
        sum = 0;
      }
      portion.add(each.id());
      sum += each.bytes();
    }
    if (!portion.isEmpty()) {
      to.accept(bodies(tenant, type, portion));
    }
  }

  private List<CurrentBody> bodies(int tenant, String type, List<String> ids) {
    return query(
        tenant,
        type,
        "r.body",
        ids,
        (row, n) -> new CurrentBody(type, row.getString(1), row.getString(2)));
  }

  private <T> List<T> query(
      int tenant, String type, String column, Collection<String> ids, RowMapper<T> mapper) {
    SqlStatement sql =
        new SqlStatement()
            .add("select r.fhir_id, " + column + " from ")
            .add(tables.of(tenant, type))
            .add(" r where r.tenant_id = ?", tenant)
            .add(" and r.fhir_id = any(?)", (Object) ids.toArray(String[]::new));
    return jdbc.query(sql, mapper);
  }
}
