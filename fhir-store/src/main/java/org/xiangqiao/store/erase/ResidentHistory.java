package org.xiangqiao.store.erase;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;

/** Old versions of whatever was about a resident (居民), what is deleted included. */
public final class ResidentHistory {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;

  ResidentHistory(JdbcTemplate jdbc, ResourceTypes types) {
    this.jdbc = jdbc;
    this.types = types;
  }

  /** Those that still say something, in the order of their key. */
  public List<StoredVersion> next(int tenant, long patientRid, int limit) {
    return jdbc.query(
        "select type_code, fhir_id, version from resource_history"
            + " where tenant_id = ? and patient_rid = ? and effect <> 3"
            + " order by type_code, fhir_id, version limit ?",
        (row, n) ->
            new StoredVersion(types.name(row.getShort(1)), row.getString(2), row.getLong(3)),
        tenant,
        patientRid,
        limit);
  }

  /** How many there are, with those of further resources. */
  public int count(int tenant, long patientRid, List<Found> further) {
    List<Integer> count =
        jdbc.query(
            connection -> {
              PreparedStatement statement =
                  connection.prepareStatement(
                      """
                      select count(*) from (
                        select h.type_code, h.fhir_id, h.version
                          from unnest(?::smallint[], ?::text[]) as k(type, id)
                          join resource_history h on h.type_code = k.type and h.fhir_id = k.id
                         where h.tenant_id = ? and h.effect <> 3
                        union
                        select type_code, fhir_id, version from resource_history
                         where tenant_id = ? and patient_rid = ? and effect <> 3) v
                      """);
              bind(connection, statement, 1, further);
              statement.setInt(3, tenant);
              statement.setInt(4, tenant);
              statement.setLong(5, patientRid);
              return statement;
            },
            (row, n) -> Math.toIntExact(row.getLong(1)));
    return count.get(0);
  }

  /**
   * Takes all versions of resources that go with a resident for the resident's, who leads to them
   * when they are deleted but not all erased yet: Provenance and Binary have no resident of their
   * own.
   */
  public void adopt(int tenant, long patientRid, List<Found> resources) {
    jdbc.update(
        connection -> {
          PreparedStatement statement =
              connection.prepareStatement(
                  "update resource_history h set patient_rid = ?"
                      + " from unnest(?::smallint[], ?::text[]) as k(type, id)"
                      + " where h.tenant_id = ? and h.type_code = k.type and h.fhir_id = k.id"
                      + " and h.effect <> 3 and h.patient_rid is distinct from ?");
          statement.setLong(1, patientRid);
          bind(connection, statement, 2, resources);
          statement.setInt(4, tenant);
          statement.setLong(5, patientRid);
          return statement;
        });
  }

  private void bind(
      Connection connection, PreparedStatement statement, int at, List<Found> resources)
      throws SQLException {
    statement.setArray(
        at,
        connection.createArrayOf(
            "int2", resources.stream().map(each -> types.code(each.type())).toArray()));
    statement.setArray(
        at + 1, connection.createArrayOf("text", resources.stream().map(Found::id).toArray()));
  }
}
