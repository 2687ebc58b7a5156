package org.xiangqiao.store.search;

import org.xiangqiao.store.search.criteria.Criterion;
import org.xiangqiao.store.search.criteria.Row;
import org.xiangqiao.store.search.criteria.SqlStatement;

/**
 * Holds for a shared definition unless the county has one of its own with that id.
 *
 * @param tenantId the county
 */
record NotShadowed(int tenantId) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        "not exists (select 1 from "
            + row.tables().of(tenantId, row.type())
            + " own where own.tenant_id = ? and own.fhir_id = "
            + row.column("fhir_id")
            + ")",
        tenantId);
  }
}
