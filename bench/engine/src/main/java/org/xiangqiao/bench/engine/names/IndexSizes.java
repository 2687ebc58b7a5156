package org.xiangqiao.bench.engine.names;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the index values of names cost on disk: those that were derived (parts of Chinese names and
 * their spellings, {@code exact = 1}) against all, each in a fresh copy of the table, and what all
 * take in place.
 */
final class IndexSizes {

  private final JdbcTemplate jdbc;

  IndexSizes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<String, Object> measure(int residents) {
    long inPlace =
        number(
            "select sum(pg_total_relation_size(inhrelid)) from pg_inherits"
                + " where inhparent = 'index_string'::regclass");
    long all = copy("true");
    long written = copy("exact <> 1");
    long derived = inPlace * (all - written) / all;
    long database = number("select pg_database_size(current_database())");
    Map<String, Object> sizes = new LinkedHashMap<>();
    sizes.put(
        "derivedRowsPerResident",
        (double) number("select count(*) from index_string where exact = 1") / residents);
    sizes.put("derivedBytesPerResident", derived / residents);
    sizes.put("databaseBytesPerResident", database / residents);
    sizes.put("databaseBytesPerResidentWithout", (database - derived) / residents);
    return sizes;
  }

  private long copy(String condition) {
    jdbc.execute("create table index_string_copy as select * from index_string where " + condition);
    jdbc.execute(
        "alter table index_string_copy add primary key"
            + " (tenant_id, parameter, folded, rid, exact)");
    jdbc.execute("create index on index_string_copy (tenant_id, rid)");
    long size = number("select pg_total_relation_size('index_string_copy')");
    jdbc.execute("drop table index_string_copy");
    return size;
  }

  private long number(String sql) {
    return jdbc.queryForObject(sql, Long.class);
  }
}
