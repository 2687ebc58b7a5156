package org.xiangqiao.integration.insurance.run;

import org.xiangqiao.integration.insurance.book.InsuranceCase;

/** Is told how this node leaves the cases that it works on (结算结果统计), once that is durable. */
@FunctionalInterface
public interface Outcomes {

  /**
   * @param before as it was taken up
   * @param left at rest, or open until any node takes it up again
   */
  void left(InsuranceCase before, InsuranceCase left);
}
