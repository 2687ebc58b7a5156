package org.xiangqiao.server.expunge;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Samples of values in PostgreSQL's statistics. Analyzing a table anew replaces them, unless the
 * table has become empty: then only a superuser, or PostgreSQL 18, can take the old ones away.
 */
final class Samples {

  private static final Logger LOG = LoggerFactory.getLogger(Samples.class);

  private static final String STALE =
      """
      select distinct c.oid::bigint as relation, s.attname, s.inherited, s.tablename
        from pg_stats s
        join pg_class c on c.relname = s.tablename
             and c.relnamespace = s.schemaname::regnamespace
       where s.schemaname = current_schema() and c.reltuples = 0
      """;

  private final JdbcTemplate jdbc;

  Samples(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** True if no sample of a former row is left in the rows of the statistics. */
  boolean renew() {
    try {
      // Of partitioned tables as a whole: those of their parts are new already.
      for (String parent :
          jdbc.queryForList(
              "select distinct quote_ident(tablename) from pg_stats"
                  + " where inherited and schemaname = current_schema()",
              String.class)) {
        jdbc.execute("analyze " + parent);
      }
      if (jdbc.queryForList(STALE).isEmpty()) {
        return true;
      }
      return forget();
    } catch (DataAccessException refused) {
      LOG.warn("samples of empty tables stay: {}", refused.getClass().getSimpleName());
      return false;
    }
  }

  private boolean forget() {
    List<Boolean> superuser =
        jdbc.queryForList(
            "select rolsuper from pg_roles where rolname = current_user", Boolean.class);
    if (superuser.equals(List.of(true))) {
      jdbc.update(
          "delete from pg_catalog.pg_statistic where starelid::bigint in (select relation from ("
              + STALE
              + ") s)");
      return true;
    }
    Integer version =
        jdbc.queryForObject("select current_setting('server_version_num')::integer", Integer.class);
    if (version == null || version < 180_000) {
      return false;
    }
    jdbc.query(
        "select pg_clear_attribute_stats(current_schema(), tablename, attname, inherited) from ("
            + STALE
            + ") s",
        row -> {});
    return true;
  }
}
