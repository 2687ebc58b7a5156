package org.xiangqiao.store.search.criteria;

import java.util.List;
import java.util.Set;

/**
 * {@code _list} (R4 search.html#list): what stands in one of the Lists and is not marked there as
 * deleted.
 *
 * @param lists logical ids of the Lists
 */
record ListCriterion(List<String> lists) implements Criterion {

  @Override
  public void write(SqlStatement sql, Row row) {
    sql.add(
        row.column("fhir_id")
            + " in (select substring(entry #>> '{item,reference}' from ?) from "
            + row.inner("List").from()
            + ", jsonb_array_elements("
            + row.inner("List").column("body")
            + "::jsonb -> 'entry') as entry where "
            + row.inner("List").column("tenant_id")
            + " = ? and "
            + row.inner("List").column("fhir_id")
            + " = any(?) and coalesce(entry ->> 'deleted', 'false') <> 'true')",
        "^" + row.type() + "/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?$",
        row.tenantId(),
        lists.toArray(String[]::new));
  }

  @Override
  public Set<String> lookedInto() {
    return Set.of("List");
  }
}
