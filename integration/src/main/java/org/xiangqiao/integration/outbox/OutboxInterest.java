package org.xiangqiao.integration.outbox;

import org.xiangqiao.store.Change;

/** Which facts a partner gets. Pure: asked inside the transaction of every write. */
public interface OutboxInterest {

  /** Configured partner id. */
  String partner();

  /** The county whose facts go to this partner. */
  int tenantId();

  /** Name of the outgoing form, as the ledger shows it. */
  String messageType();

  boolean cares(Change change);

  /**
   * Facts of one lane reach the partner in the order of their commits: by default those of one
   * resident.
   */
  default String lane(Change change) {
    return change.patientId() != null ? change.patientId() : change.type() + "/" + change.id();
  }
}
