package org.xiangqiao.integration.insurance.book;

/**
 * Hears of stays that are settled (2304) or whose settlement is taken back (2305), in the
 * transaction that books it.
 */
public interface StayBookings {

  void settled(InsuranceCase claim);

  void cancelled(InsuranceCase claim);
}
