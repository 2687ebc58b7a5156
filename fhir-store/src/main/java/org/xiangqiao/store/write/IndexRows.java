package org.xiangqiao.store.write;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.IndexValues;

/**
 * Index rows and change-feed rows of all types in one statement each way: round trips, not rows,
 * are what a small write pays for.
 */
final class IndexRows {

  /** Parameter of references that no search parameter covers: they count for integrity only. */
  static final long UNSEARCHABLE = 0;

  private static final String CLEAR =
      """
      with s as (delete from index_string where tenant_id = ? and rid = any(?)),
           d as (delete from index_date where tenant_id = ? and rid = any(?)),
           r as (delete from index_reference where tenant_id = ? and rid = any(?)),
           q as (delete from index_quantity where tenant_id = ? and rid = any(?)),
           p as (delete from index_position where tenant_id = ? and rid = any(?))
      delete from business_key where tenant_id = ? and rid = any(?)
      """;

  private static final String CLEAR_VALUES =
      """
      with s as (delete from index_string where tenant_id = ? and rid = any(?)),
           d as (delete from index_date where tenant_id = ? and rid = any(?)),
           q as (delete from index_quantity where tenant_id = ? and rid = any(?)),
           p as (delete from index_position where tenant_id = ? and rid = any(?))
      delete from index_reference where tenant_id = ? and rid = any(?) and parameter <> 0
      """;

  private static final String INSERT =
      """
      with s as (
        insert into index_string (tenant_id, parameter, folded, exact, rid)
        select ?, * from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
            on conflict do nothing),
      d as (
        insert into index_date (tenant_id, parameter, low, high, rid)
        select ?, parameter, to_timestamp(low / 1000.0), to_timestamp(high / 1000.0), rid
          from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            as fresh(parameter, low, high, rid) on conflict do nothing),
      q as (
        insert into index_quantity
          (tenant_id, parameter, low, high, code, system_code, canonical_low, canonical_high,
           canonical_unit, rid)
        select ?, * from unnest(?::bigint[], ?::numeric[], ?::numeric[], ?::bigint[], ?::bigint[],
                                ?::numeric[], ?::numeric[], ?::bigint[], ?::bigint[])
            on conflict do nothing),
      p as (
        insert into index_position (tenant_id, parameter, latitude, longitude, rid)
        select ?, * from unnest(?::bigint[], ?::float8[], ?::float8[], ?::bigint[])
            on conflict do nothing),
      t as (
        insert into index_term (tenant_id, parameter, folded, hash)
        select ?, * from unnest(?::bigint[], ?::text[], ?::bigint[])
                      as term(parameter, folded, hash) order by parameter, folded
            on conflict do nothing),
      r as (
        insert into index_reference (tenant_id, target_rid, parameter, source_type, rid)
        select ?, * from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::bigint[])
            on conflict do nothing)
      insert into change_feed
        (tenant_id, epoch, type_code, effect, version, fhir_id, last_updated)
      select ?, ?, type_code, effect, version, fhir_id, to_timestamp(updated / 1000.0)
        from unnest(?::smallint[], ?::smallint[], ?::bigint[], ?::text[], ?::bigint[])
          as change(type_code, effect, version, fhir_id, updated)
      """;

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final ToLongFunction<String> parameterKey;
  private final short epoch;

  IndexRows(
      JdbcTemplate jdbc, ResourceTypes types, ToLongFunction<String> parameterKey, short epoch) {
    this.jdbc = jdbc;
    this.types = types;
    this.parameterKey = parameterKey;
    this.epoch = epoch;
  }

  /**
   * Removes index rows of former versions.
   *
   * @param released rows that also give back all their business keys
   */
  void clear(int tenant, Collection<Long> rids, Collection<Long> released) {
    jdbc.update(
        CLEAR,
        statement -> {
          Bindings bindings = new Bindings(statement);
          for (int table = 0; table < 5; table++) {
            bindings.value(tenant).longs(rids);
          }
          bindings.value(tenant).longs(released);
        });
  }

  /** Writes what is indexed of the new versions and one change row for each write. */
  void insert(int tenant, List<PlannedWrite> writes, Map<Target, Long> targets) {
    IndexRowSet rows = new IndexRowSet();
    for (PlannedWrite write : writes) {
      if (write.index != null) {
        collect(write, targets, rows);
      }
    }
    jdbc.execute(
        INSERT,
        (PreparedStatementCallback<Integer>)
            statement -> {
              Bindings bindings = new Bindings(statement);
              rows.bind(tenant, bindings);
              feed(bindings, tenant, writes);
              return statement.executeUpdate();
            });
  }

  /** Index rows of versions that stay as they are; references outside of parameters remain. */
  void replace(int tenant, List<Long> rids, IndexRowSet rows) {
    jdbc.update(
        CLEAR_VALUES,
        statement -> {
          Bindings bindings = new Bindings(statement);
          for (int table = 0; table < 5; table++) {
            bindings.value(tenant).longs(rids);
          }
        });
    jdbc.execute(
        INSERT,
        (PreparedStatementCallback<Integer>)
            statement -> {
              Bindings bindings = new Bindings(statement);
              rows.bind(tenant, bindings);
              feed(bindings, tenant, List.of());
              return statement.executeUpdate();
            });
  }

  private void feed(Bindings bindings, int tenant, List<PlannedWrite> writes) throws SQLException {
    bindings
        .value(tenant)
        .value(epoch)
        .shorts(writes, write -> types.code(write.type()))
        .shorts(writes, write -> effectCode(write.effect))
        .longs(writes, write -> write.version)
        .texts(writes, write -> write.id)
        .instants(writes, write -> write.lastUpdated);
  }

  private void collect(PlannedWrite write, Map<Target, Long> targets, IndexRowSet rows) {
    rows.add(write.rid, write.index, parameterKey);
    short source = types.code(write.type());
    List<Target> unsearchable = new ArrayList<>(write.references.keySet());
    for (IndexValues.ReferenceValue value : write.index.references()) {
      Target target = new Target(value.targetType(), value.targetId());
      Long rid = targets.get(target);
      if (rid != null) {
        rows.link(rid, parameterKey.applyAsLong(value.parameter()), source, write.rid);
        unsearchable.remove(target);
      }
    }
    for (Target target : unsearchable) {
      Long rid = targets.get(target);
      if (rid != null) {
        rows.link(rid, UNSEARCHABLE, source, write.rid);
      }
    }
  }

  static short effectCode(WriteOutcome.Effect effect) {
    return switch (effect) {
      case CREATED -> 1;
      case UPDATED -> 2;
      case DELETED -> 3;
      case UNCHANGED -> throw new IllegalArgumentException("unchanged makes no version");
    };
  }
}
