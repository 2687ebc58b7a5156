package org.xiangqiao.store.erase;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;

/** Takes old versions out of the history, and what the change feed says of them. */
final class ErasedHistory {

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;

  ErasedHistory(JdbcTemplate jdbc, ResourceTypes types) {
    this.jdbc = jdbc;
    this.types = types;
  }

  /** What a version was. */
  record Row(
      String type, String id, long version, OffsetDateTime at, Long patientRid, String body) {}

  /** Those that were there and said something. */
  List<Row> delete(int tenant, List<StoredVersion> versions) {
    return jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  """
                  delete from resource_history h
                   using unnest(?::smallint[], ?::text[], ?::bigint[]) as k(type, id, version)
                   where h.tenant_id = ? and h.type_code = k.type and h.fhir_id = k.id
                     and h.version = k.version and h.effect <> 3
                  returning h.type_code, h.fhir_id, h.version, h.last_updated, h.patient_rid, h.body
                  """);
          statement.setArray(
              1,
              connection.createArrayOf(
                  "int2", versions.stream().map(each -> types.code(each.type())).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf("text", versions.stream().map(StoredVersion::id).toArray()));
          statement.setArray(
              3,
              connection.createArrayOf(
                  "int8", versions.stream().map(StoredVersion::version).toArray()));
          statement.setInt(4, tenant);
          return statement;
        },
        (row, n) ->
            new Row(
                types.name(row.getShort(1)),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, OffsetDateTime.class),
                row.getObject(5, Long.class),
                row.getString(6)));
  }

  /** By the time of the version, which the feed is indexed by. */
  void deleteChanges(int tenant, List<Row> rows) {
    jdbc.update(
        connection -> {
          var statement =
              connection.prepareStatement(
                  """
                  delete from change_feed f
                   using unnest(?::smallint[], ?::text[], ?::bigint[], ?::timestamptz[])
                         as k(type, id, version, at)
                   where f.tenant_id = ? and f.type_code = k.type and f.last_updated = k.at
                     and f.fhir_id = k.id and f.version = k.version
                  """);
          bindKeys(connection, statement, rows);
          statement.setArray(
              4,
              connection.createArrayOf(
                  "timestamptz", rows.stream().map(row -> row.at().toString()).toArray()));
          statement.setInt(5, tenant);
          return statement;
        });
  }

  private void bindKeys(
      java.sql.Connection connection, java.sql.PreparedStatement statement, List<Row> rows)
      throws SQLException {
    statement.setArray(
        1, connection.createArrayOf("int2", column(rows, row -> types.code(row.type()))));
    statement.setArray(2, connection.createArrayOf("text", column(rows, Row::id)));
    statement.setArray(3, connection.createArrayOf("int8", column(rows, Row::version)));
  }

  private static Object[] column(List<Row> rows, Function<Row, Object> value) {
    return rows.stream().map(value).toArray();
  }
}
