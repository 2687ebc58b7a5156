package org.xiangqiao.terminology.service.stored;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.terminology.service.content.CodeSystemContent;

/** Stored resources as they are used, bounded by what they take. */
final class ResourceCache {

  private record Key(int tenantId, String type, String id, long stored) {}

  private static final int EACH = 20;

  private final FhirContext context;
  private final Cache<Key, Object> kept;

  /**
   * @param concepts most concepts that are kept, a resource counting as twenty of them
   */
  ResourceCache(FhirContext context, int concepts) {
    this.context = context;
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(concepts)
            .weigher((Key key, Object value) -> weight(value))
            .build();
  }

  private static int weight(Object value) {
    return EACH + (value instanceof CodeSystemContent system ? system.size() : 0);
  }

  /** A code system as its content, others as they are; null if it is no longer there. */
  Object get(FhirStore store, Caller caller, String type, Head head) {
    Key key = new Key(caller.tenantId(), type, head.id(), head.stored());
    return kept.get(
        key,
        each -> {
          Resource resource = read(store, caller, type, head);
          return resource == null ? null : TenantTerminology.compiled(resource);
        });
  }

  Resource read(FhirStore store, Caller caller, String type, Head head) {
    return store
        .readVersion(caller, type, head.id(), head.stored())
        .filter(each -> !each.deleted())
        .map(each -> (Resource) context.newJsonParser().parseResource(each.json()))
        .orElse(null);
  }
}
