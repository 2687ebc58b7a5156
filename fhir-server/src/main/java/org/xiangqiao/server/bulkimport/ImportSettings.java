package org.xiangqiao.server.bulkimport;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Loading in bulk, {@code xiangqiao.import.*}.
 *
 * @param allowedSources addresses below which files may be fetched; default none
 * @param tenantSources the same for one county, by its number, in place of {@code allowedSources}
 * @param directory where the operator puts files, in a folder for each county, and uploads wait;
 *     all nodes must see the same; default {@code import} in the data directory
 * @param maxPerClient jobs of one client that are not finished; default 2
 * @param maxAttempts how often a job is taken without getting on before it fails; default 5
 * @param batchRows rows of one transaction; default 500
 * @param batchSize bytes of one transaction, about; default 4 MB
 * @param maxRow longest row; default 5 MB
 * @param maxWaiting rows of a job that may wait for what they refer to; further ones are refused;
 *     default 1,000,000
 * @param maxUpload longest uploaded or fetched file; default 20 GB
 * @param minFree an upload or fetched file that would leave less disk free is refused; default 1 GB
 * @param sourceSilence so long a server that files are fetched from may say nothing; default 1 min
 * @param sourceLimit so long one file may take to be fetched; default 12 h
 * @param maxProblems rows that are reported one by one; further ones are only counted; default
 *     100,000
 * @param keep how long a job can be asked after when it has ended, and an upload may be waited for;
 *     default 7 days
 * @param every how often a node looks for work; default 1 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.import", ignoreUnknownFields = false)
public record ImportSettings(
    @NotNull @DefaultValue List<String> allowedSources,
    @NotNull @DefaultValue Map<Integer, List<String>> tenantSources,
    Path directory,
    @Min(1) @Max(100) @DefaultValue("2") int maxPerClient,
    @Min(1) @Max(1000) @DefaultValue("5") int maxAttempts,
    @Min(1) @Max(1000) @DefaultValue("500") int batchRows,
    @NotNull @DefaultValue("4MB") DataSize batchSize,
    @NotNull @DefaultValue("5MB") DataSize maxRow,
    @Min(0) @Max(100_000_000) @DefaultValue("1000000") int maxWaiting,
    @NotNull @DefaultValue("20GB") DataSize maxUpload,
    @NotNull @DefaultValue("1GB") DataSize minFree,
    @NotNull @DurationMin(millis = 100) @DefaultValue("1m") Duration sourceSilence,
    @NotNull @DurationMin(millis = 100) @DefaultValue("12h") Duration sourceLimit,
    @Min(0) @DefaultValue("100000") int maxProblems,
    @NotNull @DefaultValue("7d") Duration keep,
    @NotNull @DefaultValue("1s") Duration every) {

  public ImportSettings {
    allowedSources = List.copyOf(allowedSources);
    tenantSources = Map.copyOf(tenantSources);
    allowedSources.forEach(source -> require("allowed-sources", source));
    tenantSources.forEach(
        (tenant, sources) ->
            sources.forEach(source -> require("tenant-sources." + tenant, source)));
  }

  private static void require(String name, String source) {
    if (AllowedSource.of(source).isEmpty() || source.contains("?")) {
      throw new IllegalArgumentException(
          "xiangqiao.import."
              + name
              + " must be plain addresses such as https://host/path/, not "
              + source);
    }
  }

  /** Whether a file may be fetched from there for a county. */
  boolean allows(int tenant, String source) {
    List<String> allowed = tenantSources.getOrDefault(tenant, allowedSources);
    return AllowedSource.of(source)
        .filter(
            asked ->
                allowed.stream()
                    .anyMatch(each -> AllowedSource.of(each).orElseThrow().covers(asked)))
        .isPresent();
  }
}
