package org.xiangqiao.integration.insurance.catalogue;

/** One kind of exchange that is done in the background (目录任务). */
public interface Catalogue {

  /** Number of the transaction, which names the job. */
  String infno();

  /**
   * Works until all is done; what it records it records by the turn.
   *
   * @throws UnansweredException to go on later from the recorded position
   * @throws StoppedException to wait for an operator
   */
  void work(JobTurn turn, Asking platform);
}
