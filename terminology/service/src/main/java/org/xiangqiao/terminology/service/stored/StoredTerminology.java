package org.xiangqiao.terminology.service.stored;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.content.TerminologySources;
import org.xiangqiao.terminology.service.load.PinyinNames;
import org.xiangqiao.terminology.service.memory.CompositeSource;

/**
 * All terminology there is for a tenant: what it stores itself, what all share, further sources
 * (tables) of both, and what FHIR publishes.
 */
public final class StoredTerminology implements TerminologySources {

  private final FhirStore store;
  private final ResourceCache resources;
  private final Freshness freshness;
  private final List<TerminologySources> further;
  private final TerminologySource published;
  private final Map<Integer, TerminologySource> stored = new ConcurrentHashMap<>();
  private final Map<Integer, TerminologySource> tenants = new ConcurrentHashMap<>();

  /**
   * @param further sources of a tenant; before stored resources unless they say otherwise
   * @param pinyin spells what supplements call concepts
   * @param characters of the JSON of the stored resources that are kept in memory
   */
  public StoredTerminology(
      FhirStore store,
      FhirContext context,
      Freshness freshness,
      List<TerminologySources> further,
      TerminologySource published,
      PinyinNames pinyin,
      long characters) {
    this.store = store;
    this.resources = new ResourceCache(context, pinyin, characters);
    this.freshness = freshness;
    this.further = List.copyOf(further);
    this.published = published;
  }

  @Override
  public TerminologySource of(int tenantId) {
    return tenants.computeIfAbsent(tenantId, this::compose);
  }

  private TerminologySource compose(int tenantId) {
    List<TerminologySource> all = new ArrayList<>();
    Set<Integer> ids = new LinkedHashSet<>(List.of(tenantId, Caller.DEFINITIONS_TENANT));
    further.stream().filter(each -> !afterStored(each)).forEach(each -> all.add(each.of(tenantId)));
    for (int id : ids) {
      all.add(
          stored.computeIfAbsent(
              id, each -> new TenantTerminology(store, each, resources, freshness)));
    }
    further.stream()
        .filter(StoredTerminology::afterStored)
        .forEach(each -> all.add(each.of(tenantId)));
    all.add(published);
    return new ImplicitValueSets(new CompositeSource(all));
  }

  private static boolean afterStored(TerminologySources each) {
    return each instanceof FurtherSources sources && sources.afterStored();
  }
}
