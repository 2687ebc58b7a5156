package org.xiangqiao.server.revalidate;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Checking stored data again, {@code xiangqiao.revalidation.*}.
 *
 * @param enabled whether this node works on jobs; default true
 * @param share of one processor that the job may take, in per cent; default 30
 * @param batchRows versions that are read and counted together; default 200
 * @param batchSize a batch ends with the version that reaches this size; default 8 MB
 * @param examples references told of a rule of a sender, type and profile; default 5
 * @param maxLines lines of a report; what would be beyond is counted together; default 5000
 * @param longestWindow of a dry run; default 92 days
 * @param keep how long a report is kept; default 30 days
 * @param maxKept reports of one county, the oldest goes first; default 20
 * @param lease after so long without a sign of its node a job is taken over; default 30 s
 * @param every how often a node looks for work; default 1 s
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.revalidation", ignoreUnknownFields = false)
record RevalidationSettings(
    @DefaultValue("true") boolean enabled,
    @Min(1) @Max(100) @DefaultValue("30") int share,
    @Min(1) @Max(5000) @DefaultValue("200") int batchRows,
    @NotNull @DefaultValue("8MB") DataSize batchSize,
    @Min(0) @Max(50) @DefaultValue("5") int examples,
    @Min(1) @Max(100_000) @DefaultValue("5000") int maxLines,
    @NotNull @DurationMin(days = 1) @DurationMax(days = 366) @DefaultValue("92d")
        Duration longestWindow,
    @NotNull @DurationMin(minutes = 1) @DurationMax(days = 366) @DefaultValue("30d") Duration keep,
    @Min(1) @Max(1000) @DefaultValue("20") int maxKept,
    @NotNull @DurationMin(seconds = 5) @DurationMax(hours = 1) @DefaultValue("30s") Duration lease,
    @NotNull @DurationMin(millis = 50) @DurationMax(minutes = 1) @DefaultValue("1s")
        Duration every) {}
