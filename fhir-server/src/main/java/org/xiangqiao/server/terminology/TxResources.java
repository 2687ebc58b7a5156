package org.xiangqiao.server.terminology;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
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
 * {@code cache-id} they are kept for the caller's next calls.
 */
final class TxResources {

  private static final String NAME = "tx-resource";

  private record Key(int tenantId, String client, String cacheId) {}

  private record Kept(List<Resource> resources, TerminologySource source) {}

  private final TerminologySources sources;
  private final int most;
  private final SentTexts texts;
  private final Cache<Key, Kept> caches;

  TxResources(TerminologySources sources, SentTexts texts, TerminologySettings settings) {
    this.sources = sources;
    this.texts = texts;
    this.most = settings.maxCachedResources();
    this.caches =
        Caffeine.newBuilder()
            .maximumSize(settings.maxCaches())
            .expireAfterAccess(settings.cacheIdle())
            .build();
  }

  TerminologySource of(OperationRequest request) {
    texts.check(request.parameters());
    Caller caller = request.caller();
    TerminologySource stored = sources.of(caller.tenantId());
    List<Resource> sent =
        request.named(NAME).stream().map(ParametersParameterComponent::getResource).toList();
    String cacheId = request.text("cache-id").orElse(null);
    if (cacheId == null) {
      return sent.isEmpty()
          ? stored
          : new CompositeSource(List.of(new ResourceSource(sent), stored));
    }
    Key key = new Key(caller.tenantId(), caller.client(), cacheId);
    Kept kept = caches.asMap().compute(key, (each, known) -> with(known, sent));
    return kept.resources().isEmpty()
        ? stored
        : new CompositeSource(List.of(kept.source(), stored));
  }

  private Kept with(Kept known, List<Resource> sent) {
    if (known != null && sent.isEmpty()) {
      return known;
    }
    List<Resource> all = new ArrayList<>(sent);
    if (known != null) {
      all.addAll(known.resources());
    }
    if (all.size() > most) {
      throw TerminologyFaults.tooManyResources(most);
    }
    return new Kept(List.copyOf(all), new ResourceSource(all));
  }
}
