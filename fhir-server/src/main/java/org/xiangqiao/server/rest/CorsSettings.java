package org.xiangqiao.server.rest;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which browser applications of other origins may call, {@code xiangqiao.cors.*}.
 *
 * @param allowedOrigins for example {@code https://portal.county.example}; none by default, and
 *     then nothing of CORS is answered
 * @param maxAge how long a browser may remember the permission
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.cors", ignoreUnknownFields = false)
public record CorsSettings(
    @DefaultValue List<String> allowedOrigins, @DefaultValue("1h") Duration maxAge) {

  public CorsSettings {
    for (String origin : allowedOrigins) {
      if (!origin.matches("https?://[^/?#\\s*]+")) {
        throw new IllegalArgumentException(
            "xiangqiao.cors.allowed-origins: '"
                + origin
                + "' must be scheme and host, without path or wildcard");
      }
    }
  }
}
