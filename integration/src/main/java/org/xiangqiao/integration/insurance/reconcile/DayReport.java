package org.xiangqiao.integration.insurance.reconcile;

import java.util.List;

/**
 * How far a day is (对账进度).
 *
 * @param done false while the platform is asked, or does not answer
 * @param balanced whether all books agree; null before the day was done once
 * @param reports logical ids of its PaymentReconciliations
 */
public record DayReport(boolean done, Boolean balanced, List<String> reports) {

  public DayReport {
    reports = List.copyOf(reports);
  }
}
