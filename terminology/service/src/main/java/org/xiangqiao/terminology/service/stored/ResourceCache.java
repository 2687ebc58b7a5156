package org.xiangqiao.terminology.service.stored;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.terminology.service.load.PinyinNames;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;

/** Stored resources as they are used, bounded by how long they are as JSON, of whatever type. */
final class ResourceCache {

  private record Key(int tenantId, String type, String id, long stored) {}

  private record Kept(Object value, int characters) {}

  /** What the smallest resource counts for. */
  private static final int LEAST = 1000;

  private final FhirContext context;
  private final SupplementSpelling spelling;
  private final Cache<Key, Kept> kept;

  /**
   * @param pinyin spells what supplements call concepts
   * @param characters of the JSON of all that is kept; the model takes several times that
   */
  ResourceCache(FhirContext context, PinyinNames pinyin, long characters) {
    this.context = context;
    this.spelling = new SupplementSpelling(pinyin);
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(characters)
            .weigher((Key key, Kept value) -> Math.max(LEAST, value.characters()))
            // What is too much goes at once, not when another thread has time.
            .executor(Runnable::run)
            .build();
  }

  /** A code system as its content, others as they are; null if it is no longer there. */
  Object get(FhirStore store, Caller caller, String type, Head head) {
    Key key = new Key(caller.tenantId(), type, head.id(), head.stored());
    Kept found =
        kept.get(
            key,
            each ->
                json(store, caller, type, head)
                    .map(json -> new Kept(compiled(parse(json)), json.length()))
                    .orElse(null));
    return found == null ? null : found.value();
  }

  private static Optional<String> json(FhirStore store, Caller caller, String type, Head head) {
    return store
        .readVersion(caller, type, head.id(), head.stored())
        .filter(each -> !each.deleted())
        .map(StoredResource::json);
  }

  private Object compiled(Resource resource) {
    if (resource instanceof CodeSystem system) {
      spelling.addTo(system);
      return MemoryCodeSystem.of(system);
    }
    return resource;
  }

  private Resource parse(String json) {
    return (Resource) context.newJsonParser().parseResource(json);
  }
}
