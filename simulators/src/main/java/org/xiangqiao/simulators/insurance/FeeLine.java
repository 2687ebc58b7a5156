package org.xiangqiao.simulators.insurance;

import java.time.LocalDateTime;
import org.xiangqiao.programmes.benefit.BillLine;

/**
 * An uploaded line (费用明细).
 *
 * @param batch chrg_bchno; empty for inpatients
 */
record FeeLine(BillLine line, CatalogueItem item, String batch, LocalDateTime at) {

  String id() {
    return line.id();
  }
}
