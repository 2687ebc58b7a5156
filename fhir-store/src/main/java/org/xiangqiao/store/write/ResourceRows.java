package org.xiangqiao.store.write;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.RowMapper;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.database.TimeLimits;

/** Statements on the tables of current versions and on their history, one per type and step. */
final class ResourceRows {

  /** How a version that is about to become old came to be: 1 created, 2 updated. */
  private static final String EFFECT =
      """
      case when r.version = 1 or exists (
             select 1 from resource_history h
              where h.tenant_id = r.tenant_id and h.type_code = ? and h.fhir_id = r.fhir_id
                and h.version = r.version - 1 and h.effect = 3) then 1 else 2 end""";

  private static final String HISTORY =
      "insert into resource_history"
          + " (tenant_id, type_code, fhir_id, version, rid, last_updated, effect, body, replaced_at,"
          + " patient_rid) ";

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final TimeLimits limits;

  ResourceRows(JdbcTemplate jdbc, ResourceTypes types, TimeLimits limits) {
    this.jdbc = jdbc;
    this.types = types;
    this.limits = limits;
  }

  /**
   * Time of this transaction by the database's clock, and fresh row ids; time limits of writing
   * hold from here. The clock is read after the transaction has its id: then it is seen among the
   * open writes ({@link org.xiangqiao.store.feed.Horizon}) before its time is fixed.
   *
   * @param byKeysOnly whether all statements of the transaction go by keys: their plans do not
   *     depend on values and are made once, not at each run
   * @return generation of the search parameters that must be indexed
   */
  long begin(WritePlan plan, int rids, boolean byKeysOnly) {
    long[] generation = new long[1];
    jdbc.query(
        "select case when pg_current_xact_id() is not null then clock_timestamp() end,"
            + " array(select nextval('resource_row_id') from unnest(?::bigint[])),"
            + " (select generation from custom_parameter_generation), "
            + limits.writeColumns()
            + (byKeysOnly ? ", set_config('plan_cache_mode', 'force_generic_plan', true)" : ""),
        statement -> {
          new Bindings(statement).longs(Collections.nCopies(rids, 0L));
        },
        row -> {
          generation[0] = row.getLong(3);
          Instant start = instant(row, 1);
          Long[] fresh = (Long[]) row.getArray(2).getArray();
          plan.begin(start, Arrays.stream(fresh).mapToLong(Long::longValue).toArray());
        });
    return generation[0];
  }

  /** Locks the current versions against other writers, in the order of their ids. */
  Map<String, CurrentRow> lock(int tenant, String type, Collection<String> ids) {
    return select(tenant, type, ids, " order by fhir_id for update");
  }

  Map<String, CurrentRow> read(int tenant, String type, Collection<String> ids) {
    return select(tenant, type, ids, "");
  }

  private Map<String, CurrentRow> select(
      int tenant, String type, Collection<String> ids, String tail) {
    RowMapper<CurrentRow> mapper =
        (row, n) ->
            new CurrentRow(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                instant(row, 4),
                row.getObject(5, Long.class),
                row.getString(6));
    Map<String, CurrentRow> found = new HashMap<>();
    jdbc.query(
            "select fhir_id, rid, version, last_updated, patient_rid, body from "
                + types.table(type)
                + " where tenant_id = ? and fhir_id = any(?)"
                + tail,
            statement -> {
              new Bindings(statement).value(tenant).texts(ids);
            },
            mapper)
        .forEach(row -> found.put(row.id(), row));
    return found;
  }

  /** Row ids of current resources of several types, in one statement. */
  Map<Target, Long> rids(int tenant, SortedMap<String, ? extends Collection<String>> ids) {
    Map<Target, Long> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    String sql =
        ids.keySet().stream()
            .map(
                type ->
                    "select "
                        + types.code(type)
                        + ", fhir_id, rid from "
                        + types.table(type)
                        + " where tenant_id = ? and fhir_id = any(?)")
            .collect(Collectors.joining(" union all "));
    jdbc.query(
        sql,
        statement -> {
          Bindings bindings = new Bindings(statement);
          for (Collection<String> each : ids.values()) {
            bindings.value(tenant).texts(each);
          }
        },
        row -> {
          found.put(new Target(types.name(row.getShort(1)), row.getString(2)), row.getLong(3));
        });
    return found;
  }

  /** Row ids of current resources, by logical id. */
  Map<String, Long> rids(int tenant, String type, Collection<String> ids) {
    Map<String, Long> found = new HashMap<>();
    jdbc.query(
        "select fhir_id, rid from "
            + types.table(type)
            + " where tenant_id = ? and fhir_id = any(?)",
        statement -> {
          new Bindings(statement).value(tenant).texts(ids);
        },
        row -> {
          found.put(row.getString(1), row.getLong(2));
        });
    return found;
  }

  /** Logical ids of current resources, by row id. */
  Map<Long, String> ids(int tenant, String type, Collection<Long> rids) {
    Map<Long, String> found = new HashMap<>();
    jdbc.query(
        "select rid, fhir_id from " + types.table(type) + " where tenant_id = ? and rid = any(?)",
        statement -> {
          new Bindings(statement).value(tenant).longs(rids);
        },
        row -> {
          found.put(row.getLong(1), row.getString(2));
        });
    return found;
  }

  /** Last tombstones of resources that have no current version; id, rid and version matter. */
  Map<Target, CurrentRow> tombstones(int tenant, List<PlannedWrite> writes) {
    Map<Target, CurrentRow> found = new HashMap<>();
    jdbc.query(
        """
        select k.type_code, k.fhir_id, h.rid, h.version, h.last_updated
          from unnest(?::smallint[], ?::text[]) as k(type_code, fhir_id)
         cross join lateral (
           select rid, version, last_updated from resource_history
            where tenant_id = ? and type_code = k.type_code and fhir_id = k.fhir_id
            order by version desc limit 1) h
        """,
        statement -> {
          new Bindings(statement)
              .shorts(writes, write -> types.code(write.type()))
              .texts(writes, write -> write.id)
              .value(tenant);
        },
        row -> {
          CurrentRow last =
              new CurrentRow(
                  row.getString(2), row.getLong(3), row.getLong(4), instant(row, 5), null, null);
          found.put(new Target(types.name(row.getShort(1)), last.id()), last);
        });
    return found;
  }

  void insert(int tenant, String type, List<PlannedWrite> writes) {
    execute(
        "insert into "
            + types.table(type)
            + """
               (tenant_id, rid, fhir_id, version, last_updated, patient_rid, date_low, date_high,
                tokens, present, body)
             select ?, rid, fhir_id, version, to_timestamp(updated / 1000.0), patient,
                    to_timestamp(low / 1000.0), to_timestamp(high / 1000.0), tokens::bigint[],
                    present::integer[], body
               from unnest(?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                           ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                 as fresh(rid, fhir_id, version, updated, patient, low, high, tokens, present, body)
            """,
        bindings -> {
          bindings.value(tenant).longs(writes, w -> w.rid).texts(writes, w -> w.id);
          content(bindings, writes);
        });
  }

  /** Moves the former versions into history and puts the new ones in their place. */
  void update(int tenant, String type, List<PlannedWrite> writes) {
    String table = types.table(type);
    execute(
        "with old as ("
            + HISTORY
            + "select r.tenant_id, ?, r.fhir_id, r.version, r.rid, r.last_updated, "
            + EFFECT
            + ", r.body, to_timestamp(gone.updated / 1000.0), r.patient_rid from "
            + table
            + " r join unnest(?::bigint[], ?::bigint[]) as gone(rid, updated) using (rid)"
            + " where r.tenant_id = ?) update "
            + table
            + """
               r set version = fresh.version,
                     last_updated = to_timestamp(fresh.updated / 1000.0),
                     patient_rid = fresh.patient,
                     date_low = to_timestamp(fresh.low / 1000.0),
                     date_high = to_timestamp(fresh.high / 1000.0),
                     tokens = fresh.tokens::bigint[],
                     present = fresh.present::integer[],
                     body = fresh.body
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                            ?::bigint[], ?::text[], ?::text[], ?::text[])
                  as fresh(rid, version, updated, patient, low, high, tokens, present, body)
               where r.tenant_id = ? and r.rid = fresh.rid
            """,
        bindings -> {
          short code = types.code(type);
          bindings.value(code).value(code);
          bindings.longs(writes, w -> w.rid).instants(writes, w -> w.lastUpdated).value(tenant);
          bindings.longs(writes, w -> w.rid);
          content(bindings, writes);
          bindings.value(tenant);
        });
  }

  /** Puts the typed columns and tokens of versions that stay as they are in place. */
  void reindex(int tenant, String type, List<StoredReindexer.StoredRow> stored) {
    execute(
        "update "
            + types.table(type)
            + """
               r set patient_rid = fresh.patient,
                     date_low = to_timestamp(fresh.low / 1000.0),
                     date_high = to_timestamp(fresh.high / 1000.0),
                     tokens = fresh.tokens::bigint[],
                     present = fresh.present::integer[]
                from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[],
                            ?::text[]) as fresh(rid, patient, low, high, tokens, present)
               where r.tenant_id = ? and r.rid = fresh.rid
            """,
        bindings ->
            bindings
                .longs(stored, StoredReindexer.StoredRow::rid)
                .longs(stored, StoredReindexer.StoredRow::patientRid)
                .instants(stored, row -> row.index().mainDateLow())
                .instants(stored, row -> row.index().mainDateHigh())
                .texts(stored, row -> arrayText(Arrays.toString(row.index().tokens())))
                .texts(stored, row -> arrayText(Arrays.toString(row.index().present())))
                .value(tenant));
  }

  /** Removes current versions; history gets them and a tombstone each. */
  void delete(int tenant, String type, List<PlannedWrite> writes) {
    execute(
        "with gone as (select * from unnest(?::bigint[], ?::bigint[]) as g(rid, updated)),"
            + " r as (delete from "
            + types.table(type)
            + " where tenant_id = ? and rid = any(?)"
            + " returning tenant_id, fhir_id, version, rid, last_updated, body, patient_rid), old as ("
            + HISTORY
            + "select r.tenant_id, ?, r.fhir_id, r.version, r.rid, r.last_updated, "
            + EFFECT
            + ", r.body, to_timestamp(gone.updated / 1000.0), r.patient_rid"
            + " from r join gone using (rid)) "
            + HISTORY
            + """
              select r.tenant_id, ?, r.fhir_id, r.version + 1, r.rid,
                     to_timestamp(gone.updated / 1000.0), 3, null, null, null
                from r join gone using (rid)
              """,
        bindings -> {
          short code = types.code(type);
          bindings.longs(writes, w -> w.rid).instants(writes, w -> w.lastUpdated);
          bindings.value(tenant).longs(writes, w -> w.rid).value(code).value(code).value(code);
        });
  }

  private static void content(Bindings bindings, List<PlannedWrite> writes) throws SQLException {
    bindings
        .longs(writes, w -> w.version)
        .instants(writes, w -> w.lastUpdated)
        .longs(writes, w -> w.patientRid)
        .instants(writes, w -> w.index.mainDateLow())
        .instants(writes, w -> w.index.mainDateHigh())
        .texts(writes, w -> arrayText(Arrays.toString(w.index.tokens())))
        .texts(writes, w -> arrayText(Arrays.toString(w.index.present())))
        .texts(writes, w -> w.json);
  }

  /** unnest would flatten an array of arrays: each goes as PostgreSQL's text form. */
  private static String arrayText(String array) {
    return "{" + array.substring(1, array.length() - 1) + "}";
  }

  private void execute(String sql, Binder binder) {
    jdbc.execute(
        sql,
        (PreparedStatementCallback<Integer>)
            statement -> {
              binder.bind(new Bindings(statement));
              return statement.executeUpdate();
            });
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  private interface Binder {
    void bind(Bindings bindings) throws SQLException;
  }
}
