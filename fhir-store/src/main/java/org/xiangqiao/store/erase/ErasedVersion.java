package org.xiangqiao.store.erase;

import org.hl7.fhir.r4.model.Resource;

/**
 * A version that is gone for good.
 *
 * @param deleted whether the resource has no current version
 * @param whole whether nothing but a tombstone is left of the resource
 * @param patient logical id of the resident (居民) it was about, or null
 * @param resource what it said
 */
public record ErasedVersion(
    String type,
    String id,
    long version,
    boolean deleted,
    boolean whole,
    String patient,
    Resource resource) {

  /** As the exchange ledger notes it. */
  public String reference() {
    return type + "/" + id + "/_history/" + version;
  }
}
