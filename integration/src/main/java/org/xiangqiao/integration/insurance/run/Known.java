package org.xiangqiao.integration.insurance.run;

import java.util.Set;
import org.xiangqiao.mappings.insurance.envelope.Payload;

/**
 * What the platform told in former steps; null where it did not.
 *
 * @param visit {@code mdtrt_id}
 * @param settlement {@code setl_id}
 * @param batch {@code chrg_bchno} of the lines that the platform may hold, else the one chosen here
 * @param details output of 2204 or of all batches of 2301, which the settlement sums up; and under
 *     {@link #SENT} what a stay's lines were when they were sent
 * @param filing {@code trt_dcla_detl_sn}
 */
public record Known(String visit, String settlement, String batch, Payload details, String filing) {

  /**
   * Node of what was sent: of a stay number and {@link LineMarks mark} of lines, else the batch.
   */
  static final String SENT = "sent";

  /** Before the first step. */
  public static final Known NOTHING = new Known(null, null, null, Payload.empty(), null);

  /** Numbers of the lines (费用明细流水号) that are booked. */
  public Set<String> lines() {
    return LineMarks.told(details).keySet();
  }
}
