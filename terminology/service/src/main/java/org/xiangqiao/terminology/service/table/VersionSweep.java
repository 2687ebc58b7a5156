package org.xiangqiao.terminology.service.table;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deletes the rows of versions that failed or were removed, when no reader is at them any more. */
public final class VersionSweep {

  private static final int ROWS = 20_000;

  private final JdbcTemplate jdbc;

  public VersionSweep(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** In many small transactions. */
  public void sweep(java.time.Duration grace) {
    List<Long> keys =
        jdbc.queryForList(
            "select version_key from code_system_version where state in ('failed', 'removed')"
                + " and removed_at <= now() - make_interval(secs => ?)"
                + " and not exists (select 1 from code_system_load l"
                + " where l.version_key = code_system_version.version_key"
                + " and l.state in ('receiving', 'waiting', 'running'))",
            Long.class,
            (double) grace.toSeconds());
    for (long key : keys) {
      delete("code_concept_ancestor", "ancestor", key);
      delete("code_concept", "ordinal", key);
      jdbc.update(
          "delete from code_system_version where version_key = ? and state in ('failed', 'removed')",
          key);
    }
  }

  private void delete(String table, String column, long key) {
    String range =
        "delete from %1$s where version_key = ? and %2$s <= (select max(%2$s) from (select %2$s from %1$s where version_key = ? order by %2$s limit %3$d) r)"
            .formatted(table, column, ROWS);
    while (jdbc.update(range, key, key) > 0) {
      // The next range.
    }
  }
}
