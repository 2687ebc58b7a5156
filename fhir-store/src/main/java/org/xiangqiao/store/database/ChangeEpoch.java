package org.xiangqiao.store.database;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The epoch that change rows are written under: one per database cluster. Transaction ids mean
 * nothing outside the cluster that gave them, so a restored dump starts a new epoch and rows of
 * earlier ones count as committed.
 */
public final class ChangeEpoch {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeEpoch.class);
  private static final long UNKNOWN = 0;

  private final JdbcTemplate jdbc;

  public ChangeEpoch(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Current epoch; a new one is opened when the cluster is not the one of the last epoch. */
  public short open() {
    long cluster = cluster();
    List<Epoch> last =
        jdbc.query(
            "select epoch, system_identifier from change_epoch order by epoch desc limit 1",
            (row, n) -> new Epoch(row.getShort(1), row.getLong(2)));
    short current = last.isEmpty() ? 0 : last.get(0).number();
    if (last.isEmpty() || moved(last.get(0), cluster)) {
      jdbc.update(
          "insert into change_epoch (epoch, system_identifier) values (?, ?) on conflict do nothing",
          ++current,
          cluster);
    } else if (last.get(0).cluster() == UNKNOWN && cluster != UNKNOWN) {
      jdbc.update(
          "update change_epoch set system_identifier = ? where epoch = ?", cluster, current);
    }
    return current;
  }

  private boolean moved(Epoch last, long cluster) {
    if (last.cluster() == UNKNOWN || cluster == UNKNOWN) {
      return hasRowsFromTheFuture(last.number());
    }
    return last.cluster() != cluster;
  }

  /** One index probe per tenant: does its newest row have an id this cluster has not given yet? */
  private boolean hasRowsFromTheFuture(short epoch) {
    return jdbc.queryForObject(
        """
        with recursive tenant(id) as (
          select min(tenant_id) from change_feed
          union all
          select (select min(f.tenant_id) from change_feed f where f.tenant_id > tenant.id)
            from tenant where tenant.id is not null)
        select exists (
          select 1 from tenant, lateral (
            select xid from change_feed f
             where f.tenant_id = tenant.id and f.epoch = ? order by f.xid desc limit 1) newest
           where newest.xid >= pg_snapshot_xmax(pg_current_snapshot()))
        """,
        Boolean.class,
        epoch);
  }

  private long cluster() {
    try {
      return jdbc.queryForObject("select system_identifier from pg_control_system()", Long.class);
    } catch (DataAccessException e) {
      LOG.warn(
          "The database role may not call pg_control_system(): a restored dump is recognised only"
              + " by transaction ids from the future. Remedy: GRANT EXECUTE ON FUNCTION"
              + " pg_control_system() TO the server's role. 数据库角色无权调用"
              + " pg_control_system()，恢复转储后只能凭未来的事务号识别；请授予该函数的执行权限。");
      return UNKNOWN;
    }
  }

  private record Epoch(short number, long cluster) {}
}
