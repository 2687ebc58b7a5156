package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only people at the institution know of a settlement list (结算清单): invoice, coder, and what no
 * resource holds.
 *
 * @param fields of node {@code setlinfo} by the platform's key; they win over what resources say
 * @param rows of the nodes {@link #NODES}
 */
public record SettlementListForm(
    Map<String, String> fields, Map<String, List<Map<String, String>>> rows) {

  public static final SettlementListForm EMPTY = new SettlementListForm(Map.of(), Map.of());

  /** Invoice (票据): code and number. */
  public static final String INVOICE_CODE = "bill_code";

  public static final String INVOICE_NUMBER = "bill_no";

  /** Who filled it in (填报人): the coder. */
  public static final String CODER = "medins_fill_psn";

  public static final String DEPARTMENT = "medins_fill_dept";

  /** 4101A's lists that no resource of this version holds: chronic diseases, ICU, transfusions. */
  public static final Set<String> NODES = Set.of("opspdiseinfo", "icuinfo", "bldinfo");

  public SettlementListForm {
    fields = Map.copyOf(fields);
    rows = Map.copyOf(rows);
  }

  /** Without what was filled in. */
  @Override
  public String toString() {
    return "SettlementListForm" + fields.keySet();
  }
}
