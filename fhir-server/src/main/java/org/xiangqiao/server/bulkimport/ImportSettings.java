package org.xiangqiao.server.bulkimport;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Loading in bulk, {@code xiangqiao.import.*}.
 *
 * @param allowedSources beginnings of addresses that files may be fetched from; default none
 * @param directory where the operator puts files, and uploads wait; all nodes must see the same;
 *     default {@code import} in the data directory
 * @param maxPerClient jobs of one client that are not finished; default 2
 * @param batchRows rows of one transaction; default 500
 * @param batchSize bytes of one transaction, about; default 4 MB
 * @param maxRow longest row; default 5 MB
 * @param maxUpload longest uploaded or fetched file; default 20 GB
 * @param maxProblems rows that are reported one by one; further ones are only counted; default
 *     100,000
 * @param keep how long a job can be asked after; default 7 days
 * @param every how often a node looks for work; default 1 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.import", ignoreUnknownFields = false)
public record ImportSettings(
    @NotNull @DefaultValue List<String> allowedSources,
    Path directory,
    @Min(1) @Max(100) @DefaultValue("2") int maxPerClient,
    @Min(1) @Max(1000) @DefaultValue("500") int batchRows,
    @NotNull @DefaultValue("4MB") DataSize batchSize,
    @NotNull @DefaultValue("5MB") DataSize maxRow,
    @NotNull @DefaultValue("20GB") DataSize maxUpload,
    @Min(0) @DefaultValue("100000") int maxProblems,
    @NotNull @DefaultValue("7d") Duration keep,
    @NotNull @DefaultValue("1s") Duration every) {

  public ImportSettings {
    allowedSources = List.copyOf(allowedSources);
    for (String source : allowedSources) {
      if (!source.matches("https?://[A-Za-z0-9.:\\[\\]-]+/.*")) {
        throw new IllegalArgumentException(
            "xiangqiao.import.allowed-sources must be addresses such as https://host/path/, not "
                + source);
      }
    }
  }
}
