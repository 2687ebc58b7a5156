package org.xiangqiao.server.terminology;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.content.TerminologySources;
import org.xiangqiao.terminology.service.memory.CompositeSource;
import org.xiangqiao.terminology.service.memory.ResourceSource;

/**
 * Resources that count for one call only ({@code tx-resource}), before all that is stored; under a
 * {@code cache-id} they are kept for the caller's next calls. All that is kept is bounded by its
 * length, and so is what one client has of it: a client that sends much pushes out his own.
 */
final class TxResources {

  private static final String NAME = "tx-resource";

  /** The part of all memory that one client may have. */
  private static final int SHARE = 4;

  /** Who sends. */
  record Client(int tenantId, String name) {}

  private record Key(Client client, String cacheId) {}

  private record Kept(SentResources sent, long sentAt) {}

  private final TerminologySources sources;
  private final FhirContext context;
  private final SentTexts texts;
  private final int mostResources;
  private final int mostIds;
  private final long share;
  private final Cache<Key, Kept> caches;

  TxResources(
      TerminologySources sources,
      FhirContext context,
      SentTexts texts,
      TerminologySettings settings) {
    this.sources = sources;
    this.context = context;
    this.texts = texts;
    this.mostResources = settings.maxCachedResources();
    this.mostIds = settings.maxCaches();
    this.share = Math.min(settings.cacheMemory().toBytes() / SHARE, Integer.MAX_VALUE);
    this.caches =
        Caffeine.newBuilder()
            .maximumWeight(settings.cacheMemory().toBytes())
            .weigher((Key key, Kept kept) -> (int) kept.sent().characters())
            .expireAfterAccess(settings.cacheIdle())
            .build();
  }

  TerminologySource of(OperationRequest request) {
    texts.check(request.parameters());
    Caller caller = request.caller();
    TerminologySource stored = sources.of(caller.tenantId());
    List<Resource> sent =
        request.named(NAME).stream()
            .map(ParametersParameterComponent::getResource)
            .filter(Objects::nonNull)
            .toList();
    String cacheId = request.text("cache-id").orElse(null);
    if (cacheId == null) {
      return sent.isEmpty()
          ? stored
          : new CompositeSource(List.of(new ResourceSource(sent), stored));
    }
    SentResources all = kept(new Client(caller.tenantId(), caller.client()), cacheId, sent);
    return all.isEmpty() ? stored : new CompositeSource(List.of(all.source(), stored));
  }

  /** All that a client has sent under an id, now and before. */
  SentResources kept(Client client, String cacheId, List<Resource> sent) {
    Key key = new Key(client, cacheId);
    if (sent.isEmpty()) {
      Kept known = caches.getIfPresent(key);
      return known == null ? SentResources.NONE : known.sent();
    }
    Kept kept = caches.asMap().compute(key, (each, known) -> with(known, sent));
    keepToShare(key);
    return kept.sent();
  }

  private Kept with(Kept known, List<Resource> sent) {
    SentResources all = (known == null ? SentResources.NONE : known.sent()).with(context, sent);
    if (all.size() > mostResources) {
      throw TerminologyFaults.tooManyResources(mostResources);
    }
    if (all.characters() > share) {
      throw TerminologyFaults.tooLargeResources(share);
    }
    return new Kept(all, System.nanoTime());
  }

  /** What the client sent longest ago makes way. */
  private void keepToShare(Key newest) {
    List<Map.Entry<Key, Kept>> own = new ArrayList<>();
    for (Map.Entry<Key, Kept> each : caches.asMap().entrySet()) {
      if (each.getKey().client().equals(newest.client())) {
        own.add(each);
      }
    }
    own.sort(Comparator.comparingLong((Map.Entry<Key, Kept> each) -> each.getValue().sentAt()));
    long characters = own.stream().mapToLong(each -> each.getValue().sent().characters()).sum();
    int ids = own.size();
    for (Map.Entry<Key, Kept> each : own) {
      if (characters <= share && ids <= mostIds || each.getKey().equals(newest)) {
        return;
      }
      caches.invalidate(each.getKey());
      characters -= each.getValue().sent().characters();
      ids--;
    }
  }
}
