package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.mappings.insurance.envelope.Payload;

/**
 * What the platform told in former steps; null where it did not.
 *
 * @param visit {@code mdtrt_id}
 * @param settlement {@code setl_id}
 * @param batch {@code chrg_bchno}, chosen here
 * @param details output of 2204, which 2207 sums up
 */
public record Known(String visit, String settlement, String batch, Payload details) {}
