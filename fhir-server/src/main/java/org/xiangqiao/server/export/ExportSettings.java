package org.xiangqiao.server.export;

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

/**
 * Bulk exports, {@code xiangqiao.export.*}.
 *
 * @param directory where files lie; default {@code export} below {@code xiangqiao.data-directory};
 *     several nodes should share it
 * @param workers exports that one node works on at the same time; default 2; 0 leaves them to other
 *     nodes
 * @param sliceRows lines that are forced to the disk and committed together; default 5000
 * @param linesPerFile after so many lines the next file of a type begins; default 500000
 * @param fileSize after so many bytes, too; default 1 GB
 * @param keep how long files are kept when an export has finished; default 24 h
 * @param maxPerClient unfinished exports of one client; default 2
 * @param maxPerTenant unfinished exports of one county; default 8
 * @param maxKeptPerClient exports of one client, finished ones too; default 20
 * @param minFree an export that would leave less disk free fails; default 1 GB
 * @param lease after so long without a sign of its node an export is taken over; default 30 s
 * @param every how often a node looks for work; default 1 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.export", ignoreUnknownFields = false)
public record ExportSettings(
    Path directory,
    @Min(0) @Max(16) @DefaultValue("2") int workers,
    @Min(1) @Max(100_000) @DefaultValue("5000") int sliceRows,
    @Min(1) @Max(100_000_000) @DefaultValue("500000") int linesPerFile,
    @NotNull @DefaultValue("1GB") DataSize fileSize,
    @NotNull @DurationMin(seconds = 1) @DurationMax(days = 30) @DefaultValue("24h") Duration keep,
    @Min(1) @Max(100) @DefaultValue("2") int maxPerClient,
    @Min(1) @Max(1000) @DefaultValue("8") int maxPerTenant,
    @Min(1) @Max(1000) @DefaultValue("20") int maxKeptPerClient,
    @NotNull @DefaultValue("1GB") DataSize minFree,
    @NotNull @DurationMin(seconds = 5) @DurationMax(hours = 1) @DefaultValue("30s") Duration lease,
    @NotNull @DurationMin(millis = 50) @DurationMax(minutes = 1) @DefaultValue("1s")
        Duration every) {}
