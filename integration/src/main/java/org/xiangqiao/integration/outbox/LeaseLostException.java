package org.xiangqiao.integration.outbox;

/** The lane went to another worker meanwhile: that one sends again, under the same message id. */
class LeaseLostException extends RuntimeException {

  LeaseLostException(Lease lease) {
    super("lease " + lease.fence() + " of a lane to " + lease.partner() + " was lost");
  }
}
