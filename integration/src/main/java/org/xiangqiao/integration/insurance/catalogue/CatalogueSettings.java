package org.xiangqiao.integration.insurance.catalogue;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Catalogues and mappings of the insurance platform (目录).
 *
 * @param daily transactions that are done by themselves once a day; by hand they can be done always
 * @param at time of day in Asia/Shanghai
 * @param pageSize rows of a page of 1304, 1312
 * @param parentValue what 1901 sends as {@code parentValue}; what it means no source says
 * @param poll pause between looks for what is due
 * @param pause after the platform gave no answer, doubled each time up to an hour
 */
@ConfigurationProperties("xiangqiao.insurance.catalogues")
public record CatalogueSettings(
    List<String> daily,
    @DefaultValue("03:30") String at,
    @DefaultValue("100") int pageSize,
    @DefaultValue("0") String parentValue,
    @DefaultValue("30s") Duration poll,
    @DefaultValue("1m") Duration pause) {

  public CatalogueSettings {
    daily = daily == null ? List.of() : List.copyOf(daily);
    require(time(at), "at", "a time such as 03:30");
    require(pageSize >= 1 && pageSize <= 1_000, "page-size", "1 to 1000");
    require(positive(poll), "poll", "more than 0");
    require(positive(pause), "pause", "more than 0");
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
          "xiangqiao.insurance.catalogues." + name + " must be " + allowed);
    }
  }
}
