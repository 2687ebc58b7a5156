package org.xiangqiao.server.graphql;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one GraphQL query, {@code xiangqiao.graphql.*}.
 *
 * @param maxQuery longest query; default 32 KB
 * @param maxDepth deepest nesting of its selections, fragments spread; default 20
 * @param maxFields most fields, fragments spread; default 1000
 * @param maxLookups most reads and searches it may cause; default 300
 * @param maxResources most resources it may look at; default 2000
 * @param maxSize most text of resources it may look at, times the repetition it asks for; default
 *     16 MB
 * @param count resources of a list or of a page of a connection when nothing is asked; default 50
 * @param maxCount most of them; default 500
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.graphql", ignoreUnknownFields = false)
record GraphqlSettings(
    @NotNull @DefaultValue("32KB") DataSize maxQuery,
    @Min(1) @Max(100) @DefaultValue("20") int maxDepth,
    @Min(1) @Max(10000) @DefaultValue("1000") int maxFields,
    @Min(1) @Max(10000) @DefaultValue("300") int maxLookups,
    @Min(1) @Max(100000) @DefaultValue("2000") int maxResources,
    @NotNull @DefaultValue("16MB") DataSize maxSize,
    @Min(1) @Max(500) @DefaultValue("50") int count,
    @Min(1) @Max(500) @DefaultValue("500") int maxCount) {}
