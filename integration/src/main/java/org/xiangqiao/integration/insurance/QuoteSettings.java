package org.xiangqiao.integration.insurance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Quotes (预结算).
 *
 * @param fresh how long the same quote is answered without asking the platform again
 * @param abandonedAfter when a quote that no claim followed is withdrawn
 * @param withdrawVisit whether the registration is withdrawn too, if only the quote made it
 */
@ConfigurationProperties("xiangqiao.insurance.quotes")
public record QuoteSettings(
    @DefaultValue("10m") Duration fresh,
    @DefaultValue("24h") Duration abandonedAfter,
    @DefaultValue("true") boolean withdrawVisit) {

  public QuoteSettings {
    require(!fresh.isNegative(), "fresh", "0 or more");
    require(
        abandonedAfter.compareTo(fresh) > 0 && abandonedAfter.compareTo(Duration.ofDays(31)) <= 0,
        "abandoned-after",
        "longer than fresh, 31d at most");
  }

  private static void require(boolean condition, String name, String allowed) {
    if (!condition) {
      throw new IllegalArgumentException(
          "xiangqiao.insurance.quotes." + name + " must be " + allowed);
    }
  }
}
