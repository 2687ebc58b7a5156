package org.xiangqiao.store;

import java.time.Instant;

/**
 * One version of a resource as it lies in the store.
 *
 * @param type FHIR resource type, for example {@code Patient}
 * @param id logical id, unique per tenant and type
 * @param version counts from 1, goes on after deletion and re-creation
 * @param lastUpdated millisecond precision, the same value as in the body and in the index
 * @param deleted true for a tombstone, whose {@code json} is null
 * @param json the body exactly as it goes to the wire (id and meta included)
 */
public record StoredResource(
    String type, String id, long version, Instant lastUpdated, boolean deleted, String json) {}
