package org.xiangqiao.store.search.criteria;

import java.util.List;

/**
 * Token, URI and reference parameters: any of the hashes.
 *
 * @param unique hits are few by nature: all values are identifiers
 * @param patients ids of Patients if column {@code patient_rid} tells the same, else null
 * @param identifiers full values, one of which must stand in the body: a hash must never decide who
 *     a resident (居民) is; empty if the hash suffices
 */
record TokenCriterion(
    long[] hashes, boolean unique, List<String> patients, List<FullIdentifier> identifiers)
    implements Criterion {

  /**
   * An identifier as it was asked for.
   *
   * @param system null for any, empty for none
   * @param value null for any
   */
  record FullIdentifier(String system, String value) {}

  static TokenCriterion of(long[] hashes) {
    return new TokenCriterion(hashes, false, null, List.of());
  }

  @Override
  public DrivingIndex offer() {
    return unique
        ? DrivingIndex.UNIQUE_TOKEN
        : patients != null ? DrivingIndex.PATIENT : DrivingIndex.PLANNED;
  }

  @Override
  public void write(SqlStatement sql, Row row) {
    if (row.driver() == DrivingIndex.PATIENT && patients != null) {
      patient(sql, row);
      sql.add(" and ");
    }
    boolean open =
        row.driver() == DrivingIndex.PLANNED
            || (row.driver() == DrivingIndex.UNIQUE_TOKEN && unique);
    // An expression hides the column from the planner: only the driving index is to be used.
    String tokens = row.column("tokens");
    sql.add(
        (open ? tokens : "(" + tokens + " || '{}'::bigint[])")
            + (hashes.length == 1 ? " @> ?" : " && ?"),
        (Object) hashes);
    if (!identifiers.isEmpty()) {
      identifiers(sql, row);
    }
  }

  private void patient(SqlStatement sql, Row row) {
    String column = row.column("patient_rid");
    if (patients.size() == 1) {
      sql.add(
          column
              + " = (select p.rid from resource_patient p"
              + " where p.tenant_id = ? and p.fhir_id = ?)",
          row.tenantId(),
          patients.get(0));
    } else {
      sql.add(
          column
              + " = any(array(select p.rid from resource_patient p"
              + " where p.tenant_id = ? and p.fhir_id = any(?)))",
          row.tenantId(),
          patients.toArray(String[]::new));
    }
  }

  private void identifiers(SqlStatement sql, Row row) {
    sql.add(
        " and exists (select 1 from jsonb_path_query("
            + row.column("body")
            + "::jsonb, 'strict $.**') as i(token),"
            + " unnest(?::text[], ?::text[]) as wanted(system, value)"
            + " where (wanted.value is null or i.token ->> 'value' = wanted.value"
            + " or i.token #>> '{}' = wanted.value)"
            + " and (wanted.system is null or coalesce(i.token ->> 'system', '') = wanted.system))",
        identifiers.stream().map(FullIdentifier::system).toArray(String[]::new),
        identifiers.stream().map(FullIdentifier::value).toArray(String[]::new));
  }
}
