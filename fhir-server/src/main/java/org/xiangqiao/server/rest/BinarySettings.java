package org.xiangqiao.server.rest;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Contents of Binary resources, {@code xiangqiao.binary.*}.
 *
 * @param maxSize largest content sent as it is, counted after gzip too; default 50 MB. As base64 in
 *     a resource {@code xiangqiao.rest.max-body} holds
 * @param orphanAge how long a content to which no Binary refers is kept, from an upload that broke
 *     off or was refused; longer than the slowest upload; default 24 h
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.binary", ignoreUnknownFields = false)
public record BinarySettings(
    @NotNull @DefaultValue("50MB") DataSize maxSize,
    @NotNull @DefaultValue("24h") Duration orphanAge) {

  public BinarySettings {
    if (maxSize != null
        && (maxSize.toBytes() < 1024 || maxSize.compareTo(DataSize.ofGigabytes(100)) > 0)) {
      throw new IllegalArgumentException("xiangqiao.binary.max-size must be between 1KB and 100GB");
    }
    if (orphanAge != null && orphanAge.compareTo(Duration.ofMinutes(10)) < 0) {
      throw new IllegalArgumentException("xiangqiao.binary.orphan-age must be at least 10m");
    }
  }
}
