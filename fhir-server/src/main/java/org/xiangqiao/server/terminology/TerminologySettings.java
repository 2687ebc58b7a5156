package org.xiangqiao.server.terminology;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the terminology operations, {@code xiangqiao.terminology.*}.
 *
 * @param maxExpansion most codes of an expansion; pages of one code system may come from more;
 *     default 10000
 * @param freshness how long what is known of stored terminology holds against writes of other
 *     nodes; default 1 s
 * @param maxConcepts most concepts of stored code systems in memory; default 1000000
 * @param maxCaches most {@code cache-id}s kept; default 200
 * @param maxCachedResources most resources under one {@code cache-id}; default 500
 * @param cacheIdle how long one is kept unused; default 30 min
 * @param maxBatch most validations of one {@code $batch-validate-code}; default 1000
 * @param maxClosure most concepts of one closure table; default 20000
 * @param maxClosures most closure tables of one client; default 100
 * @param maxText most characters of a code, address or other text among the parameters of a call;
 *     default 4000
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.terminology", ignoreUnknownFields = true)
record TerminologySettings(
    @Min(100) @Max(200_000) @DefaultValue("10000") int maxExpansion,
    @NotNull @DefaultValue("1s") Duration freshness,
    @Min(1000) @DefaultValue("1000000") int maxConcepts,
    @Min(1) @Max(10_000) @DefaultValue("200") int maxCaches,
    @Min(1) @Max(10_000) @DefaultValue("500") int maxCachedResources,
    @NotNull @DefaultValue("30m") Duration cacheIdle,
    @Min(1) @Max(100_000) @DefaultValue("1000") int maxBatch,
    @Min(100) @Max(1_000_000) @DefaultValue("20000") int maxClosure,
    @Min(1) @Max(10_000) @DefaultValue("100") int maxClosures,
    @Min(500) @Max(1_000_000) @DefaultValue("4000") int maxText) {}
