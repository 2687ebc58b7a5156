package org.xiangqiao.store.export;

import java.util.List;
import java.util.Set;
import org.xiangqiao.store.index.Compartments;
import org.xiangqiao.store.index.IndexHash;
import org.xiangqiao.store.index.SearchParameters;
import org.xiangqiao.store.index.TypeParameters;
import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/** Writes the condition that a row is in the Patient compartment of many residents. */
final class PatientTypes {

  private static final String PATIENT = "Patient";

  private final Compartments compartments = new Compartments();
  private final SearchParameters parameters;
  private final IndexHash hash;

  PatientTypes(SearchParameters parameters, IndexHash hash) {
    this.parameters = parameters;
    this.hash = hash;
  }

  Set<String> names() {
    return compartments.types(PATIENT);
  }

  /**
   * @param patients null for any Patient
   */
  void write(SqlStatement sql, Row row, PatientRows patients) {
    boolean centre = row.type().equals(PATIENT);
    if (centre && patients == null) {
      return;
    }
    List<String> names = compartments.parameters(PATIENT, row.type());
    TypeParameters type = parameters.of(row.type());
    if (!centre && type.compartment().columnParameters().containsAll(names)) {
      if (patients == null) {
        sql.add(" and " + row.column("patient_rid") + " is not null");
      } else {
        within(sql.add(" and " + row.column("patient_rid")), patients).add(")");
      }
      return;
    }
    long[] links =
        names.stream()
            .map(name -> type.find(name).orElseThrow())
            .mapToLong(parameter -> hash.parameter(parameter.key()))
            .toArray();
    if (patients == null) {
      sql.add(
          " and exists (select 1 from index_reference x join resource_patient p"
              + " on p.tenant_id = x.tenant_id and p.rid = x.target_rid"
              + " where x.tenant_id = ? and x.rid = "
              + row.column("rid")
              + " and x.parameter = any(?))",
          row.tenantId(),
          links);
    } else {
      // A Patient is in his own compartment, and in that of the one he is linked with.
      sql.add(" and (");
      if (centre) {
        within(sql.add(row.column("rid")), patients).add(") or ");
      }
      sql.add(
          row.column("rid")
              + " in (select x.rid from index_reference x"
              + " where x.tenant_id = ? and x.parameter = any(?) and x.target_rid",
          row.tenantId(),
          links);
      within(sql, patients).add(")))");
    }
  }

  /** The closing parenthesis is for the caller. */
  static SqlStatement within(SqlStatement sql, PatientRows patients) {
    return sql.add(" in (" + patients.select(), patients.values().toArray());
  }
}
