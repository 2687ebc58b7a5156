package org.xiangqiao.integration.insurance.reconcile;

/** Another node reconciles this day by now. */
final class DayLostException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DayLostException(DayLease lease) {
    super(lease.institution() + " " + lease.day());
  }
}
