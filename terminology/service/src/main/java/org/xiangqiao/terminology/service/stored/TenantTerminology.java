package org.xiangqiao.terminology.service.stored;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;

/** The stored terminology of one tenant. */
final class TenantTerminology implements TerminologySource {

  private final FhirStore store;
  private final Caller caller;
  private final ResourceCache resources;
  private final Map<String, FreshCatalogue> catalogues = new HashMap<>();

  TenantTerminology(FhirStore store, int tenantId, ResourceCache resources, Freshness freshness) {
    this.store = store;
    this.caller = new Caller(tenantId, "terminology", "", "terminology");
    this.resources = resources;
    for (String type : Freshness.TYPES) {
      catalogues.put(type, new FreshCatalogue(store, caller, type, freshness));
    }
  }

  private Catalogue catalogue(String type) {
    return catalogues.get(type).get();
  }

  private <T> List<T> all(String type, List<Head> heads, Function<Object, T> as) {
    return heads.stream()
        .map(head -> resources.get(store, caller, type, head))
        .filter(Objects::nonNull)
        .map(as)
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public List<CodeSystemContent> codeSystems(String url) {
    return all("CodeSystem", catalogue("CodeSystem").of(url), CodeSystemContent.class::cast)
        .stream()
        .filter(each -> each.about().getContent() != CodeSystemContentMode.NOTPRESENT)
        .toList();
  }

  @Override
  public List<CodeSystemContent> supplements(String url) {
    List<Head> heads =
        catalogue("CodeSystem").heads().stream()
            .filter(each -> url.equals(each.supplements()))
            .toList();
    return all("CodeSystem", heads, CodeSystemContent.class::cast);
  }

  @Override
  public List<ValueSet> valueSets(String url) {
    return all("ValueSet", catalogue("ValueSet").of(url), ValueSet.class::cast);
  }

  @Override
  public List<ConceptMap> conceptMaps(String url) {
    return all("ConceptMap", catalogue("ConceptMap").of(url), ConceptMap.class::cast);
  }

  @Override
  public List<ConceptMap> conceptMapsFrom(String system, String target) {
    List<Head> heads =
        catalogue("ConceptMap").heads().stream()
            .filter(each -> each.sources().contains(system))
            .toList();
    return all("ConceptMap", heads, ConceptMap.class::cast).stream()
        .filter(map -> MapTargets.reaches(map, system, target))
        .toList();
  }
}
