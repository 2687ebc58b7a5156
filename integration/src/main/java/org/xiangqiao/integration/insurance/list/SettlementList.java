package org.xiangqiao.integration.insurance.list;

import org.xiangqiao.mappings.insurance.fhir.SettlementListForm;
import org.xiangqiao.store.Caller;

/**
 * The settlement list of a settled stay (结算清单), as far as it is.
 *
 * @param caller who filled in last, else who handed the claim in
 * @param caseId the claim's
 * @param taskId null until it is told
 * @param told whether the Task shows the state
 * @param messageId of the last attempt, or null
 * @param words the platform's or the check's; empty if there are none
 */
record SettlementList(
    Caller caller,
    long caseId,
    String claimId,
    String institution,
    ListState state,
    SettlementListForm form,
    String taskId,
    boolean told,
    String messageId,
    int attempts,
    String words) {

  /** Without what was filled in. */
  @Override
  public String toString() {
    return "SettlementList[" + caseId + " " + state.code() + "]";
  }
}
