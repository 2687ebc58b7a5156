package org.xiangqiao.server.store;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.database.SchemaMode;
import org.xiangqiao.store.search.SearchSettings;

/**
 * How the FHIR store is run, {@code xiangqiao.store.*}.
 *
 * @param schema migrate at start, or only verify (the role then needs no DDL rights)
 * @param businessKeys identifier systems with one owner per value, by resource type; default:
 *     resident identity card and health record number of Patient
 * @param references what is asked of references
 * @param maxEntries most entries of one Bundle; default 5000
 * @param maxDeletes most resources that one conditional delete removes; default 100; 1 refuses
 *     criteria that match several
 * @param defaultCount page size of a search that names none; default 20
 * @param maxCount largest page size of a search; default 500
 * @param maxIncluded most resources that includes may add to a page; default 2000
 * @param maxValues most values one search parameter may list; default 500
 * @param maxDepth most references that one condition of a search may follow; default 4
 * @param timeLimits how long the database may work or wait
 */
@Validated
@ConfigurationProperties(prefix = "xiangqiao.store", ignoreUnknownFields = false)
public record StoreProperties(
    @DefaultValue("migrate") SchemaMode schema,
    Map<String, Set<String>> businessKeys,
    @Valid @DefaultValue ReferenceProperties references,
    @Min(1) @Max(50_000) @DefaultValue("5000") int maxEntries,
    @Min(1) @Max(10_000) @DefaultValue("100") int maxDeletes,
    @Min(1) @Max(1000) @DefaultValue("20") int defaultCount,
    @Min(1) @Max(5000) @DefaultValue("500") int maxCount,
    @Min(1) @Max(20_000) @DefaultValue("2000") int maxIncluded,
    @Min(1) @Max(5000) @DefaultValue("500") int maxValues,
    @Min(1) @Max(8) @DefaultValue("4") int maxDepth,
    @Valid @DefaultValue TimeLimitProperties timeLimits) {

  StoreSettings storeSettings(Set<String> ownBases) {
    StoreSettings defaults = StoreSettings.defaults();
    return new StoreSettings(
        schema,
        businessKeys == null ? defaults.businessKeys() : businessKeys,
        references.settings(),
        maxEntries,
        maxDeletes,
        ownBases,
        new SearchSettings(
                defaultCount, Math.max(maxCount, defaultCount), maxIncluded, maxValues, List.of())
            .withMaxDepth(maxDepth),
        timeLimits.settings());
  }
}
