package org.xiangqiao.integration.insurance.refund;

import org.xiangqiao.store.Caller;

/**
 * A partial refund (部分退费).
 *
 * @param caller who handed it in last
 * @param bill case of the bill that is settled instead
 * @param former case of the settlement that is taken back
 * @param personTask the Task that asks a person, or null
 */
record Refund(
    Caller caller, long bill, long former, String taskId, String personTask, RefundState state) {

  Refund to(RefundState next, String asked) {
    return new Refund(caller, bill, former, taskId, asked, next);
  }

  Refund by(Caller again) {
    return new Refund(again, bill, former, taskId, personTask, state);
  }
}
