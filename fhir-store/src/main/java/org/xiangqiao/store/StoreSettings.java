package org.xiangqiao.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xiangqiao.store.database.SchemaMode;
import org.xiangqiao.store.database.TimeLimits;
import org.xiangqiao.store.search.SearchSettings;

/**
 * How a store is run.
 *
 * @param schema migrate at start, or only verify (the running role then needs no DDL rights)
 * @param businessKeys identifier systems with one owner per value, by resource type
 * @param references what is asked of references, and how far a cascading delete reaches
 * @param maxEntries entries of one Bundle or operations of one write, at most
 * @param maxDeletes resources that one conditional delete may remove, at most; 1 refuses criteria
 *     that match several (R4 conditional delete "single")
 * @param baseUrls public addresses of this server's FHIR base, without trailing slash: absolute
 *     references to them are stored relative
 * @param search limits of searches; its own bases are {@code baseUrls} as well
 * @param timeLimits how long the database may work or wait
 */
public record StoreSettings(
    SchemaMode schema,
    Map<String, Set<String>> businessKeys,
    ReferencePolicy references,
    int maxEntries,
    int maxDeletes,
    Set<String> baseUrls,
    SearchSettings search,
    TimeLimits timeLimits) {

  /** 居民身份证号, resident identity card number. */
  public static final String IDENTITY_CARD = "urn:oid:2.16.156.10011.1.3";

  /** 健康档案编号, health record number. */
  public static final String HEALTH_RECORD_NUMBER = "urn:oid:2.16.156.10011.1.2";

  public StoreSettings {
    businessKeys = Map.copyOf(businessKeys);
    baseUrls = Set.copyOf(baseUrls);
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries must be at least 1, not " + maxEntries);
    }
    if (maxDeletes < 1) {
      throw new IllegalArgumentException("maxDeletes must be at least 1, not " + maxDeletes);
    }
  }

  public static StoreSettings defaults() {
    return new StoreSettings(
        SchemaMode.MIGRATE,
        Map.of("Patient", Set.of(IDENTITY_CARD, HEALTH_RECORD_NUMBER)),
        ReferencePolicy.defaults(),
        5000,
        100,
        Set.of(),
        SearchSettings.defaults(),
        TimeLimits.defaults());
  }

  public StoreSettings withSchema(SchemaMode mode) {
    return new StoreSettings(
        mode, businessKeys, references, maxEntries, maxDeletes, baseUrls, search, timeLimits);
  }

  public StoreSettings withBusinessKeys(Map<String, Set<String>> keys) {
    return new StoreSettings(
        schema, keys, references, maxEntries, maxDeletes, baseUrls, search, timeLimits);
  }

  public StoreSettings withReferences(ReferencePolicy policy) {
    return new StoreSettings(
        schema, businessKeys, policy, maxEntries, maxDeletes, baseUrls, search, timeLimits);
  }

  public StoreSettings withMaxEntries(int limit) {
    return new StoreSettings(
        schema, businessKeys, references, limit, maxDeletes, baseUrls, search, timeLimits);
  }

  public StoreSettings withMaxDeletes(int limit) {
    return new StoreSettings(
        schema, businessKeys, references, maxEntries, limit, baseUrls, search, timeLimits);
  }

  public StoreSettings withBaseUrls(Set<String> urls) {
    return new StoreSettings(
        schema, businessKeys, references, maxEntries, maxDeletes, urls, search, timeLimits);
  }

  public StoreSettings withSearch(SearchSettings limits) {
    return new StoreSettings(
        schema, businessKeys, references, maxEntries, maxDeletes, baseUrls, limits, timeLimits);
  }

  public StoreSettings withTimeLimits(TimeLimits limits) {
    return new StoreSettings(
        schema, businessKeys, references, maxEntries, maxDeletes, baseUrls, search, limits);
  }

  SearchSettings searches() {
    return search
        .withOwnBases(List.copyOf(baseUrls))
        .withPatientsStored(references.enforced() && references.exemptClients().isEmpty());
  }
}
