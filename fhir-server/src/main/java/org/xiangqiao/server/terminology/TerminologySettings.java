package org.xiangqiao.server.terminology;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the terminology operations, {@code xiangqiao.terminology.*}.
 *
 * @param maxExpansion most codes of an expansion; pages of one code system may come from more;
 *     default 10000
 * @param freshness how long what is known of stored terminology holds against writes of other
 *     nodes; default 1 s
 * @param resourceMemory JSON of the stored CodeSystems, ValueSets and ConceptMaps that are kept in
 *     memory, where they take several times as much; default 64 MB
 * @param maxCaches most {@code cache-id}s of one client kept; default 200
 * @param cacheMemory JSON of all that is kept under {@code cache-id}s; one client may have a
 *     quarter of it; default 32 MB
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
    @NotNull @DefaultValue("64MB") DataSize resourceMemory,
    @Min(1) @Max(10_000) @DefaultValue("200") int maxCaches,
    @NotNull @DefaultValue("32MB") DataSize cacheMemory,
    @Min(1) @Max(10_000) @DefaultValue("500") int maxCachedResources,
    @NotNull @DefaultValue("30m") Duration cacheIdle,
    @Min(1) @Max(100_000) @DefaultValue("1000") int maxBatch,
    @Min(100) @Max(1_000_000) @DefaultValue("20000") int maxClosure,
    @Min(1) @Max(10_000) @DefaultValue("100") int maxClosures,
    @Min(500) @Max(1_000_000) @DefaultValue("4000") int maxText) {

  private static final DataSize LEAST = DataSize.ofMegabytes(1);

  TerminologySettings {
    enough("resource-memory", resourceMemory);
    enough("cache-memory", cacheMemory);
  }

  private static void enough(String name, DataSize size) {
    if (size != null && size.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "xiangqiao.terminology." + name + " must be 1MB or more: " + size);
    }
  }
}
