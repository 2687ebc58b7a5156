package org.xiangqiao.store.record;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Which rows make up one record: what refers to its centre by a parameter of the compartment, and
 * what those and the centre refer to. The table of references knows both, so that it is one
 * statement over one table whatever the number of types, in keyset order by row: a row keeps its
 * place when its resource changes, so nothing that stays in the record is missed or comes twice.
 */
final class RecordMembers {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final CompartmentKeys keys;

  RecordMembers(JdbcTemplate jdbc, ResourceTypes types, CompartmentKeys keys) {
    this.jdbc = jdbc;
    this.types = types;
    this.keys = keys;
  }

  /** At most {@code limit} rows behind {@code after}, the centre not among them. */
  List<Candidate> read(int tenantId, RecordRequest request, long centre, long after, int limit) {
    SqlStatement sql = new SqlStatement();
    // The parameter is hidden from the index: one probe for the centre instead of one for each.
    // So is the target: each member is looked up by its row, whatever the statistics say.
    sql.add(
        "with member as materialized (select distinct x.rid, x.source_type from index_reference x"
            + " where x.tenant_id = ? and x.target_rid = ? and (x.parameter + 0) = any(?)"
            + " and x.rid <> ?",
        tenantId,
        centre,
        keys.of(request.type()),
        centre);
    if (!request.types().isEmpty()) {
      sql.add(" and x.source_type = any(?)", codes(request));
    }
    sql.add(
        "), referrer as (select rid from member union all select ?::bigint),"
            + " target as (select distinct t.rid from referrer m cross join lateral ("
            + "select x.target_rid as rid from index_reference x"
            + " where x.tenant_id = ? and x.rid = m.rid and (x.target_rid + 0) > ? offset 0) t)"
            + " select rid, source_type from member where rid > ?"
            + " union all select t.rid, null from target t"
            + " where t.rid <> ? and not exists (select 1 from member m where m.rid = t.rid)"
            + " order by rid limit ?",
        centre,
        tenantId,
        after,
        after,
        centre,
        limit);
    return jdbc.query(
        sql,
        (row, n) -> {
          short code = row.getShort(2);
          boolean member = !row.wasNull();
          return new Candidate(row.getLong(1), member ? types.name(code) : null, member);
        });
  }

  private long[] codes(RecordRequest request) {
    return request.types().stream().mapToLong(types::code).toArray();
  }
}
