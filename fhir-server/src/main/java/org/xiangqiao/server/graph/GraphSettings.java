package org.xiangqiao.server.graph;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one graph, {@code xiangqiao.graph.*}.
 *
 * @param maxDepth deepest nesting of links in a definition; default 10
 * @param maxLinks most links and targets of a definition; default 200
 * @param maxLookups most reads and pages of searches; default 500
 * @param maxResources most resources of the answer, and most that are looked at; default 1000
 * @param maxSize most text of them; default 16 MB
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.graph", ignoreUnknownFields = false)
record GraphSettings(
    @Min(1) @Max(50) @DefaultValue("10") int maxDepth,
    @Min(1) @Max(5000) @DefaultValue("200") int maxLinks,
    @Min(1) @Max(10000) @DefaultValue("500") int maxLookups,
    @Min(1) @Max(20000) @DefaultValue("1000") int maxResources,
    @NotNull @DefaultValue("16MB") DataSize maxSize) {}
