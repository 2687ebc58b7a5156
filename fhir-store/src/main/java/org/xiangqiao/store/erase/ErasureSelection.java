package org.xiangqiao.store.erase;

import java.sql.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;

/** Which versions there are to erase. Every list is bounded and in the order of a key. */
public final class ErasureSelection {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;

  ErasureSelection(JdbcTemplate jdbc, ResourceTypes types) {
    this.jdbc = jdbc;
    this.types = types;
  }

  /** Which old versions of a type are meant. */
  public enum Old {
    /** Of resources that are deleted. */
    DELETED,
    /** Of resources that have a current version. */
    REPLACED,
    BOTH
  }

  /** The current version of a resource. */
  public Optional<Found> current(int tenant, String type, String id) {
    return jdbc
        .query(
            "select rid, version from "
                + types.table(type)
                + " where tenant_id = ? and fhir_id = ?",
            (row, n) -> new Found(type, id, row.getLong(1), row.getLong(2)),
            tenant,
            id)
        .stream()
        .findFirst();
  }

  /** Row id of a resource that is there or was; empty if nothing is known of it. */
  public Optional<Long> rid(int tenant, String type, String id) {
    return jdbc
        .queryForList(
            "select rid from "
                + types.table(type)
                + " where tenant_id = ? and fhir_id = ? union all (select rid from resource_history"
                + " where tenant_id = ? and type_code = ? and fhir_id = ? limit 1) limit 1",
            Long.class,
            tenant,
            id,
            tenant,
            types.code(type),
            id)
        .stream()
        .findFirst();
  }

  /** Old versions of one resource that still say something. */
  public List<StoredVersion> versions(int tenant, String type, String id, int limit) {
    return jdbc.query(
        "select version from resource_history where tenant_id = ? and type_code = ?"
            + " and fhir_id = ? and effect <> 3 order by version limit ?",
        (row, n) -> new StoredVersion(type, id, row.getLong(1)),
        tenant,
        types.code(type),
        id,
        limit);
  }

  /** Old versions of a type, by id and version. */
  public List<StoredVersion> old(int tenant, String type, Old which, int limit) {
    String current =
        " exists (select 1 from "
            + types.table(type)
            + " r where r.tenant_id = h.tenant_id and r.fhir_id = h.fhir_id)";
    String condition =
        switch (which) {
          case DELETED -> " and not" + current;
          case REPLACED -> " and" + current;
          case BOTH -> "";
        };
    return jdbc.query(
        "select h.fhir_id, h.version from resource_history h"
            + " where h.tenant_id = ? and h.type_code = ? and h.effect <> 3"
            + condition
            + " order by h.fhir_id, h.version limit ?",
        (row, n) -> new StoredVersion(type, row.getString(1), row.getLong(2)),
        tenant,
        types.code(type),
        limit);
  }

  /** Types of which there are old versions; one probe of the key for each type. */
  public List<String> typesWithHistory(int tenant) {
    return jdbc.query(
        "select t.name from resource_type t where exists (select 1 from resource_history h"
            + " where h.tenant_id = ? and h.type_code = t.type_code) order by t.type_code",
        (row, n) -> row.getString(1),
        tenant);
  }

  /**
   * Rows that refer to any of the targets, highest row id first.
   *
   * @param below only rows with a lower id
   */
  List<Row> referrers(int tenant, List<Long> targets, long below, int limit) {
    return jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select distinct source_type, rid from index_reference where tenant_id = ?"
                      + " and target_rid = any(?) and rid < ? and not rid = any(?)"
                      + " order by rid desc limit ?");
          Array rids = connection.createArrayOf("int8", targets.toArray());
          statement.setInt(1, tenant);
          statement.setArray(2, rids);
          statement.setLong(3, below);
          statement.setArray(4, rids);
          statement.setInt(5, limit);
          return statement;
        },
        (row, n) -> new Row(types.name(row.getShort(1)), row.getLong(2)));
  }

  /**
   * Of rows of one type those that are about this resident and no other. Provenance and Binary have
   * no resident of their own: they go along with what they speak of.
   */
  List<Found> ownedBy(int tenant, long patientRid, String type, List<Long> rids) {
    boolean companion = type.equals("Provenance") || type.equals("Binary");
    return jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select r.fhir_id, r.rid, r.version from "
                      + types.table(type)
                      + " r where r.tenant_id = ? and r.rid = any(?) and (? or r.patient_rid = ?)"
                      + " and not exists (select 1 from index_reference o join resource_patient p"
                      + " on p.tenant_id = o.tenant_id and p.rid = o.target_rid"
                      + " where o.tenant_id = r.tenant_id and o.rid = r.rid and o.target_rid <> ?)"
                      + " order by r.rid desc");
          statement.setInt(1, tenant);
          statement.setArray(2, connection.createArrayOf("int8", rids.toArray()));
          statement.setBoolean(3, companion);
          statement.setLong(4, patientRid);
          statement.setLong(5, patientRid);
          return statement;
        },
        (row, n) -> new Found(type, row.getString(1), row.getLong(2), row.getLong(3)));
  }

  /** Binary resources that attachments of these rows name. */
  List<Found> attached(int tenant, String type, List<Long> rids) {
    List<String> ids = new ArrayList<>();
    jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select distinct (regexp_matches(body,"
                      + " '\"url\":\"[^\"]{0,200}?Binary/([A-Za-z0-9.-]{1,64})\"', 'g'))[1] from "
                      + types.table(type)
                      + " where tenant_id = ? and rid = any(?)");
          statement.setInt(1, tenant);
          statement.setArray(2, connection.createArrayOf("int8", rids.toArray()));
          return statement;
        },
        row -> {
          ids.add(row.getString(1));
        });
    return ids.stream().map(id -> current(tenant, "Binary", id)).flatMap(Optional::stream).toList();
  }

  record Row(String type, long rid) {}
}
