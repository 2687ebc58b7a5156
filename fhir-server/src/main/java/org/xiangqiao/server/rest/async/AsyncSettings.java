package org.xiangqiao.server.rest.async;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Requests answered later, {@code xiangqiao.async.*}.
 *
 * @param threads requests worked on at the same time by one node; default 2
 * @param maxPerClient requests of one client that are not answered yet; default 4
 * @param maxKeptPerClient requests and answers of one client that are kept; default 100
 * @param keep how long an answer is kept after the request; default 24 h
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.async", ignoreUnknownFields = false)
public record AsyncSettings(
    @Min(1) @Max(64) @DefaultValue("2") int threads,
    @Min(1) @Max(1000) @DefaultValue("4") int maxPerClient,
    @Min(1) @Max(10_000) @DefaultValue("100") int maxKeptPerClient,
    @NotNull @DefaultValue("24h") Duration keep) {

  public AsyncSettings {
    if (keep != null && keep.compareTo(Duration.ofMinutes(5)) < 0) {
      throw new IllegalArgumentException("xiangqiao.async.keep must be at least 5m");
    }
  }
}
