package org.xiangqiao.store.erase;

import ca.uhn.fhir.context.FhirContext;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.ResourceIndexer;

/**
 * Erases old versions with everything that the store derived from them. Joins the caller's
 * transaction. Of a resource without any version a tombstone remains (type, id, version, time), in
 * history and in the change feed: those who follow learn that it is gone.
 */
public final class Erasure {

  /** Tables that hold content of resources, whatever their type. */
  private static final Set<String> COMMON =
      Set.of(
          "resource_history",
          "change_feed",
          "index_string",
          "index_date",
          "index_quantity",
          "index_position",
          "index_reference",
          "index_term",
          "business_key");

  private final JdbcTemplate jdbc;
  private final ResourceTypes types;
  private final FhirContext fhir;
  private final ErasureSelection selection;
  private final ErasedTerms terms;
  private final ErasedBinaries binaries;

  public Erasure(
      JdbcTemplate jdbc,
      ResourceTypes types,
      FhirContext fhir,
      ResourceIndexer indexer,
      ToLongFunction<String> parameterKey) {
    this.jdbc = jdbc;
    this.types = types;
    this.fhir = fhir;
    this.selection = new ErasureSelection(jdbc, types);
    this.terms = new ErasedTerms(jdbc, types, indexer, parameterKey);
    this.binaries = new ErasedBinaries(jdbc);
  }

  public ErasureSelection selection() {
    return selection;
  }

  public ResidentSelection residents() {
    return new ResidentSelection(selection);
  }

  /** Tables in which erased resources of these types have lain. */
  public Set<String> tables(Set<String> erasedTypes) {
    Set<String> tables = new TreeSet<>(COMMON);
    erasedTypes.forEach(type -> tables.add(types.table(type)));
    if (erasedTypes.contains("Binary")) {
      tables.addAll(Set.of("binary_content", "binary_chunk"));
    }
    return tables;
  }

  /** Erases these old versions; what is current, a tombstone or not there is left alone. */
  public List<ErasedVersion> erase(int tenant, List<StoredVersion> versions) {
    List<Row> rows = delete(tenant, versions);
    if (rows.isEmpty()) {
      return List.of();
    }
    deleteChanges(tenant, rows);
    Set<String> remaining = remaining(tenant, rows);
    Map<Long, String> patients = patients(tenant, rows);
    List<ErasedVersion> erased = new ArrayList<>();
    for (Row row : rows) {
      erased.add(
          new ErasedVersion(
              row.type(),
              row.id(),
              row.version(),
              !remaining.contains(row.type() + "/" + row.id()),
              row.patientRid() == null ? null : patients.get(row.patientRid()),
              (Resource) fhir.newJsonParser().parseResource(row.body())));
    }
    terms.erase(tenant, erased);
    binaries.erase(
        tenant, rows.stream().filter(row -> row.type().equals("Binary")).map(Row::body).toList());
    return List.copyOf(erased);
  }

  private List<Row> delete(int tenant, List<StoredVersion> versions) {
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
  private void deleteChanges(int tenant, List<Row> rows) {
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

  /** {@code Type/id} of those that still have a version, current or old. */
  private Set<String> remaining(int tenant, List<Row> rows) {
    Map<String, Set<String>> byType = new HashMap<>();
    rows.forEach(row -> byType.computeIfAbsent(row.type(), type -> new TreeSet<>()).add(row.id()));
    Set<String> remaining = new HashSet<>();
    byType.forEach(
        (type, ids) ->
            jdbc.query(
                connection -> {
                  var statement =
                      connection.prepareStatement(
                          "select fhir_id from "
                              + types.table(type)
                              + " where tenant_id = ? and fhir_id = any(?) union"
                              + " select fhir_id from resource_history where tenant_id = ?"
                              + " and type_code = ? and fhir_id = any(?) and effect <> 3");
                  var all = connection.createArrayOf("text", ids.toArray());
                  statement.setInt(1, tenant);
                  statement.setArray(2, all);
                  statement.setInt(3, tenant);
                  statement.setShort(4, types.code(type));
                  statement.setArray(5, all);
                  return statement;
                },
                row -> {
                  remaining.add(type + "/" + row.getString(1));
                }));
    return remaining;
  }

  private Map<Long, String> patients(int tenant, List<Row> rows) {
    Set<Long> rids = new HashSet<>();
    rows.forEach(row -> rids.add(row.patientRid()));
    rids.remove(null);
    Map<Long, String> patients = new HashMap<>();
    for (Row row : rows) {
      if (row.type().equals("Patient") && row.patientRid() != null) {
        patients.put(row.patientRid(), row.id());
      }
    }
    rids.removeAll(patients.keySet());
    if (!rids.isEmpty()) {
      jdbc.query(
          connection -> {
            var statement =
                connection.prepareStatement(
                    "select rid, fhir_id from resource_patient where tenant_id = ? and rid = any(?)");
            statement.setInt(1, tenant);
            statement.setArray(2, connection.createArrayOf("int8", rids.toArray()));
            return statement;
          },
          row -> {
            patients.put(row.getLong(1), row.getString(2));
          });
    }
    return patients;
  }

  private record Row(
      String type, String id, long version, OffsetDateTime at, Long patientRid, String body) {}
}
