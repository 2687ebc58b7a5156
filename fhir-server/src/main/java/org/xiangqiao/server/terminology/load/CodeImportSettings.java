package org.xiangqiao.server.terminology.load;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import org.xiangqiao.terminology.service.load.LoadLimits;

/**
 * Import of code systems, {@code xiangqiao.code-import.*}.
 *
 * @param maxFile longest file; default 1 GB
 * @param maxRow characters of one row; default 1 MB
 * @param maxUnpacked bytes that an XLSX workbook may unpack to; default 2 GB
 * @param maxConcepts of one version; default 2,000,000
 * @param maxProblems rows that are reported one by one; a load that is not lenient ends there;
 *     default 10,000
 * @param batchRows rows of one transaction; default 2,000
 * @param batchSize characters of one transaction; default 4 MB
 * @param maxPerClient jobs of one client that are not finished; default 2
 * @param maxAttempts how often a job is taken without getting on before it fails; default 5
 * @param lease how long a node has a job without a sign of life before another takes it; default 60
 *     s
 * @param keep how long a job and its report can be asked after; default 7 days
 * @param every how often a node looks for work; default 1 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.code-import", ignoreUnknownFields = false)
record CodeImportSettings(
    @NotNull @DefaultValue("1GB") DataSize maxFile,
    @NotNull @DefaultValue("1MB") DataSize maxRow,
    @NotNull @DefaultValue("2GB") DataSize maxUnpacked,
    @Min(1) @Max(20_000_000) @DefaultValue("2000000") int maxConcepts,
    @Min(1) @Max(1_000_000) @DefaultValue("10000") int maxProblems,
    @Min(1) @Max(100_000) @DefaultValue("2000") int batchRows,
    @NotNull @DefaultValue("4MB") DataSize batchSize,
    @Min(1) @Max(100) @DefaultValue("2") int maxPerClient,
    @Min(1) @Max(1000) @DefaultValue("5") int maxAttempts,
    @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("60s") Duration lease,
    @NotNull @DefaultValue("7d") Duration keep,
    @NotNull @DefaultValue("1s") Duration every) {

  LoadLimits limits(Path directory) {
    return new LoadLimits(
        directory,
        maxFile.toBytes(),
        (int) Math.min(maxRow.toBytes(), Integer.MAX_VALUE / 2),
        maxUnpacked.toBytes(),
        maxConcepts,
        maxProblems,
        batchRows,
        batchSize.toBytes(),
        maxPerClient,
        maxAttempts,
        lease,
        keep);
  }
}
