package org.xiangqiao.server.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the FHIR interface, {@code xiangqiao.rest.*}.
 *
 * @param maxBody largest body, counted after gzip too; default 16 MB
 * @param maxDepth deepest nesting of a body; default 64 levels
 * @param maxUrlLength longest address with its query; default 8192 characters
 * @param historyCount entries on a page of history when nothing is asked; default 50
 * @param maxHistoryCount most entries on a page of history; default 500
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.rest", ignoreUnknownFields = false)
public record RestSettings(
    @NotNull @DefaultValue("16MB") DataSize maxBody,
    @Min(8) @Max(500) @DefaultValue("64") int maxDepth,
    @Min(256) @Max(65536) @DefaultValue("8192") int maxUrlLength,
    @Min(1) @Max(1000) @DefaultValue("50") int historyCount,
    @Min(1) @Max(5000) @DefaultValue("500") int maxHistoryCount) {

  public RestSettings {
    if (maxBody != null
        && (maxBody.toBytes() < 1024 || maxBody.toBytes() > Integer.MAX_VALUE / 2)) {
      throw new IllegalArgumentException("xiangqiao.rest.max-body must be between 1KB and 1GB");
    }
  }
}
