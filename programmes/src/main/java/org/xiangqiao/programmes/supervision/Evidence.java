package org.xiangqiao.programmes.supervision;

import java.util.List;

/**
 * What a bill is checked against.
 *
 * @param others bills of the same person that are settled or will be
 * @param stays of the same person
 */
public record Evidence(
    ClaimedBill bill, Insured person, List<ClaimedBill> others, List<Stay> stays) {

  public Evidence {
    others = List.copyOf(others);
    stays = List.copyOf(stays);
  }
}
