package org.xiangqiao.integration.insurance;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;

/**
 * Reconciliation with the insurance platform (对账).
 *
 * @param nightly whether it is done by itself; by hand it can be done always
 * @param at time of day in Asia/Shanghai after which the day before is reconciled
 * @param daysBack days that are caught up after a stop
 * @param poll pause between looks for days that are due
 * @param pause after the platform gave no answer, doubled each time up to an hour
 * @param insuranceTypes asked for also when nothing of them is booked
 * @param clearingTypes asked for also when nothing of them is booked
 * @param reverseUnknown whether a settlement of ours whose result nobody learned is reversed by
 *     itself when the platform shows it
 */
@ConfigurationProperties("xiangqiao.insurance.reconciliation")
public record ReconciliationSettings(
    @DefaultValue("true") boolean nightly,
    @DefaultValue("02:30") String at,
    @DefaultValue("7") int daysBack,
    @DefaultValue("30s") Duration poll,
    @DefaultValue("1m") Duration pause,
    @DefaultValue("390") List<String> insuranceTypes,
    @DefaultValue({"11", "21"}) List<String> clearingTypes,
    @DefaultValue("false") boolean reverseUnknown) {

  public ReconciliationSettings {
    require(time(at), "at", "a time such as 02:30");
    require(daysBack >= 1 && daysBack <= 31, "days-back", "1 to 31");
    require(positive(poll), "poll", "more than 0");
    require(positive(pause), "pause", "more than 0");
    insuranceTypes = List.copyOf(insuranceTypes);
    clearingTypes = List.copyOf(clearingTypes);
  }

  Reconciler.Plan plan() {
    return new Reconciler.Plan(
        nightly,
        LocalTime.parse(at),
        daysBack,
        poll,
        pause,
        insuranceTypes,
        clearingTypes,
        reverseUnknown);
  }

  private static boolean time(String text) {
    try {
      LocalTime.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean condition, String name, String allowed) {
    if (!condition) {
      throw new IllegalArgumentException(
          "xiangqiao.insurance.reconciliation." + name + " must be " + allowed);
    }
  }
}
