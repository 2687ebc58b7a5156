package org.xiangqiao.store.erase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.IndexValues;
import org.xiangqiao.store.index.ResourceIndexer;

/**
 * Texts that stand beside codes are kept once for all resources: those of erased resources go when
 * no current resource of the type has them. Texts that thousands have are not looked for: they are
 * nobody's secret, and to look for them would take long.
 */
final class ErasedTerms {

  private static final String FREQUENT =
      """
      select distinct e.hash
        from pg_stats s
        join pg_class c on c.relname = s.tablename
             and c.relnamespace = s.schemaname::regnamespace and c.reltuples > 0
       cross join lateral unnest(s.most_common_elems::text::bigint[], s.most_common_elem_freqs)
             as e(hash, frequency)
       where s.schemaname = current_schema() and s.attname = 'tokens'
         and s.tablename ~ ('^' || ? || '(_p[0-7])?$')
         and e.frequency * c.reltuples > 10000 and e.hash = any(?)
      """;

  /** Of given texts those that no current resource of a type has. */
  private static final String UNUSED =
      """
       unnest(?::bigint[], ?::text[], ?::bigint[]) as k(parameter, folded, hash)
       where t.parameter = k.parameter and t.folded = k.folded and t.hash = k.hash
         and t.tenant_id = ?
         and not exists (select 1 from %s r
                          where r.tenant_id = t.tenant_id and r.tokens @> array[k.hash])
      """;

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ResourceIndexer indexer;
  private final ToLongFunction<String> parameterKey;

  ErasedTerms(
      JdbcTemplate jdbc,
      ResourceTypes types,
      ResourceIndexer indexer,
      ToLongFunction<String> parameterKey) {
    this.jdbc = jdbc;
    this.types = types;
    this.indexer = indexer;
    this.parameterKey = parameterKey;
  }

  void erase(int tenant, List<ErasedVersion> erased) {
    Map<String, Set<Term>> byType = new TreeMap<>();
    for (ErasedVersion version : erased) {
      for (IndexValues.TermValue term : indexer.index(tenant, version.resource()).terms()) {
        byType
            .computeIfAbsent(version.type(), type -> new HashSet<>())
            .add(new Term(parameterKey.applyAsLong(term.parameter()), term.folded(), term.hash()));
      }
    }
    byType.forEach((type, terms) -> erase(tenant, type, new ArrayList<>(terms)));
  }

  private void erase(int tenant, String type, List<Term> terms) {
    Set<Long> frequent = frequent(type, terms);
    terms.removeIf(term -> frequent.contains(term.hash()));
    if (terms.isEmpty()) {
      return;
    }
    String unused = UNUSED.formatted(types.table(type));
    List<Row> found =
        jdbc.query(
            connection ->
                bound(
                    connection,
                    "select t.tableoid::regclass::text, t.parameter, t.folded, t.hash"
                        + " from index_term t,"
                        + unused,
                    terms,
                    tenant),
            (row, n) ->
                new Row(
                    row.getString(1), new Term(row.getLong(2), row.getString(3), row.getLong(4))));
    if (found.isEmpty()) {
      return;
    }
    // All of a county's are in one part of the table; counties in other parts go on.
    String part = found.get(0).part();
    SharedRows.lock(jdbc, part);
    List<Term> still = found.stream().map(Row::term).toList();
    jdbc.update(
        connection ->
            bound(connection, "delete from " + part + " t using" + unused, still, tenant));
  }

  private static PreparedStatement bound(
      Connection connection, String sql, List<Term> terms, int tenant) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setArray(
        1, connection.createArrayOf("int8", terms.stream().map(Term::parameter).toArray()));
    statement.setArray(
        2, connection.createArrayOf("text", terms.stream().map(Term::folded).toArray()));
    statement.setArray(
        3, connection.createArrayOf("int8", terms.stream().map(Term::hash).toArray()));
    statement.setInt(4, tenant);
    return statement;
  }

  private Set<Long> frequent(String type, List<Term> terms) {
    Set<Long> frequent = new HashSet<>();
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(FREQUENT);
          statement.setString(1, types.table(type));
          statement.setArray(
              2, connection.createArrayOf("int8", terms.stream().map(Term::hash).toArray()));
          return statement;
        },
        row -> {
          frequent.add(row.getLong(1));
        });
    return frequent;
  }

  private record Row(String part, Term term) {}

  private record Term(long parameter, String folded, long hash) {}
}
