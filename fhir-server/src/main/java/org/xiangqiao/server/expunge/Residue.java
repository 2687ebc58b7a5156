package org.xiangqiao.server.expunge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.UnlimitedConnections;

/**
 * Tables whose files may still hold bytes of what was erased: PostgreSQL leaves them in place until
 * the space is used again or the table is written anew. Statistics hold samples of values, too.
 */
final class Residue {

  private static final Logger LOG = LoggerFactory.getLogger(Residue.class);
  private static final String STATISTICS = "pg_catalog.pg_statistic";

  /** Parts of a table that is hashed by tenant are noted only if they are this tenant's. */
  private static final String NOTE =
      """
      insert into erasure_residue (relation)
      select distinct l.name from (
        select c.oid::regclass::text as name,
               case when pg_get_expr(c.relpartbound, c.oid) like '%modulus%'
                    then satisfies_hash_partition(
                           (select i.inhparent from pg_inherits i where i.inhrelid = c.oid),
                           substring(pg_get_expr(c.relpartbound, c.oid) from 'modulus (\\d+)')::int,
                           substring(pg_get_expr(c.relpartbound, c.oid) from 'remainder (\\d+)')::int,
                           ?::int)
                    else true end as ours
          from (with recursive parts(oid) as (
                  select to_regclass(p.name)::oid from unnest(?::text[]) p(name)
                  union all
                  select i.inhrelid from pg_inherits i join parts on parts.oid = i.inhparent)
                select oid from parts) t
          join pg_class c on c.oid = t.oid and c.relkind = 'r') l
       where l.ours
      on conflict (relation) do update set since = now()
      """;

  private final JdbcTemplate jdbc;
  private final JdbcTemplate unlimited;
  private final Samples samples;
  private final OldSnapshots snapshots;
  private final Duration patience;

  Residue(DataSource dataSource, Duration patience) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.unlimited = new JdbcTemplate(new UnlimitedConnections(dataSource));
    this.samples = new Samples(unlimited);
    this.snapshots = new OldSnapshots(jdbc);
    this.patience = patience;
  }

  /** In the transaction that erases. */
  void note(int tenant, Set<String> tables) {
    jdbc.update(NOTE, tenant, tables.toArray(String[]::new));
    jdbc.update(
        "insert into erasure_residue (relation) values (?)"
            + " on conflict (relation) do update set since = now()",
        STATISTICS);
  }

  List<String> list() {
    return jdbc.queryForList(
        "select relation from erasure_residue order by relation", String.class);
  }

  /**
   * Works off the list as far as time allows, outside of any transaction; a table that somebody
   * uses is left for the next call, and so is one that belongs to another role.
   */
  void clean(ExpungeRequest.Vacuum how) {
    Instant end = Instant.now().plus(patience);
    if (how == ExpungeRequest.Vacuum.REWRITE && !snapshots.gone(end)) {
      LOG.warn("nothing is written anew while older transactions are open");
      return;
    }
    for (String relation : list()) {
      if (!relation.equals(STATISTICS) && Instant.now().isBefore(end)) {
        clean(relation, how);
      }
    }
    if (how == ExpungeRequest.Vacuum.REWRITE
        && list().equals(List.of(STATISTICS))
        && samples.renew()
        && snapshots.gone(end)) {
      clean(STATISTICS, how);
    }
  }

  private void clean(String relation, ExpungeRequest.Vacuum how) {
    boolean rewrite = how == ExpungeRequest.Vacuum.REWRITE;
    try {
      List<Boolean> mayBe =
          unlimited.queryForList(
              "select pg_has_role(c.relowner, 'USAGE') or (c.oid < 16384 and exists"
                  + " (select 1 from pg_database d where d.datname = current_database()"
                  + " and pg_has_role(d.datdba, 'USAGE'))) from pg_class c"
                  + " where c.oid = to_regclass(?)",
              Boolean.class,
              relation);
      if (mayBe.equals(List.of(false))) {
        return;
      }
      Instant begun =
          unlimited
              .queryForObject("select clock_timestamp()", java.sql.Timestamp.class)
              .toInstant();
      if (!mayBe.isEmpty()) {
        String options = rewrite ? "full, analyze" : "analyze";
        unlimited.execute(
            (ConnectionCallback<Boolean>)
                connection -> {
                  try (var statement = connection.createStatement()) {
                    // Whoever waits for a table keeps others waiting: not for long.
                    statement.execute("set lock_timeout = '5s'");
                    return statement.execute("vacuum (" + options + ") " + relation);
                  }
                });
      }
      if (rewrite || mayBe.isEmpty()) {
        unlimited.update(
            "delete from erasure_residue where relation = ? and since <= ?",
            relation,
            java.sql.Timestamp.from(begun));
      }
    } catch (DataAccessException busy) {
      LOG.warn("{} is not cleaned yet: {}", relation, busy.getClass().getSimpleName());
    }
  }
}
