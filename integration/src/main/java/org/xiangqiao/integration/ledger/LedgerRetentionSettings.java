package org.xiangqiao.integration.ledger;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the ledger keeps messages, by month of arrival.
 *
 * @param done messages stored, unchanged or delivered; default 6 months. The same message again is
 *     recognised for as long
 * @param failed messages refused or parked; default 24 months
 * @param cron when the daily maintenance runs, Asia/Shanghai; default 03:20
 */
@ConfigurationProperties("xiangqiao.ledger.retention")
public record LedgerRetentionSettings(
    @DefaultValue("6m") Period done,
    @DefaultValue("24m") Period failed,
    @DefaultValue("0 20 3 * * *") String cron) {

  public LedgerRetentionSettings {
    positive("done", done);
    positive("failed", failed);
  }

  private static void positive(String name, Period period) {
    if (period.isNegative() || period.toTotalMonths() < 1) {
      throw new IllegalArgumentException(
          "xiangqiao.ledger.retention." + name + " must be at least one month, for example 6m");
    }
  }
}
