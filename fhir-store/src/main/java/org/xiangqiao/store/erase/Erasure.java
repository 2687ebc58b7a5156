package org.xiangqiao.store.erase;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.erase.ErasedHistory.Row;
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
  private final ErasedHistory history;
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
    this.history = new ErasedHistory(jdbc, types);
    this.terms = new ErasedTerms(jdbc, types, indexer, parameterKey);
    this.binaries = new ErasedBinaries(jdbc);
  }

  public ErasureSelection selection() {
    return selection;
  }

  public ResidentSelection residents() {
    return new ResidentSelection(selection);
  }

  public ResidentHistory residentHistory() {
    return new ResidentHistory(jdbc, types);
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

  /**
   * Erases these old versions; what is current, a tombstone or not there is left alone. Texts and
   * contents that others may have as well are left to {@link #eraseShared}.
   */
  public List<ErasedVersion> erase(int tenant, List<StoredVersion> versions) {
    List<Row> rows = history.delete(tenant, versions);
    if (rows.isEmpty()) {
      return List.of();
    }
    history.deleteChanges(tenant, rows);
    Map<String, Boolean> remaining = remaining(tenant, rows);
    Map<Long, String> patients = patients(tenant, rows);
    List<ErasedVersion> erased = new ArrayList<>();
    for (Row row : rows) {
      Boolean current = remaining.get(row.type() + "/" + row.id());
      erased.add(
          new ErasedVersion(
              row.type(),
              row.id(),
              row.version(),
              !Boolean.TRUE.equals(current),
              current == null,
              row.patientRid() == null ? null : patients.get(row.patientRid()),
              (Resource) fhir.newJsonParser().parseResource(row.body())));
    }
    return List.copyOf(erased);
  }

  /**
   * Erases texts of codes and contents of Binary resources that nobody else has. Writers that bring
   * the same are waited for, and wait until the transaction ends: to be called last in it.
   */
  public void eraseShared(int tenant, List<ErasedVersion> erased) {
    // In the order in which a writer comes by them.
    binaries.erase(tenant, erased);
    terms.erase(tenant, erased);
  }

  /** {@code Type/id} of those that still have a version, and whether that is a current one. */
  private Map<String, Boolean> remaining(int tenant, List<Row> rows) {
    Map<String, Set<String>> byType = new HashMap<>();
    rows.forEach(row -> byType.computeIfAbsent(row.type(), type -> new TreeSet<>()).add(row.id()));
    Map<String, Boolean> remaining = new HashMap<>();
    byType.forEach(
        (type, ids) ->
            jdbc.query(
                connection -> {
                  var statement =
                      connection.prepareStatement(
                          "select fhir_id, true from "
                              + types.table(type)
                              + " where tenant_id = ? and fhir_id = any(?) union"
                              + " select fhir_id, false from resource_history where tenant_id = ?"
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
                  remaining.merge(
                      type + "/" + row.getString(1), row.getBoolean(2), Boolean::logicalOr);
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
}
