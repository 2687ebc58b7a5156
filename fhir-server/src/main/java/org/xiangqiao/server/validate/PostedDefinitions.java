package org.xiangqiao.server.validate;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/**
 * Profiles, value sets and code systems that lie in the store: the county's own, then those for
 * all. A canonical address may name a version; without one, the newest counts.
 */
final class PostedDefinitions implements IValidationSupport {

  private static final List<String> TYPES =
      List.of("StructureDefinition", "ValueSet", "CodeSystem");

  private static final int KEPT = 200;

  /** Profiles of all versions that one look may find. */
  private static final int MOST = 500;

  private final FhirStore store;
  private final FhirContext context;
  private final List<Caller> places;

  /** Profiles that calls have named, and what lies here of them: this set's state is fixed. */
  private final Cache<String, Optional<IBaseResource>> profiles =
      Caffeine.newBuilder().maximumSize(KEPT).build();

  PostedDefinitions(FhirStore store, FhirContext context, int tenant) {
    this.store = store;
    this.context = context;
    this.places =
        tenant == Caller.DEFINITIONS_TENANT
            ? List.of(reader(tenant))
            : List.of(reader(tenant), reader(Caller.DEFINITIONS_TENANT));
  }

  /** The server itself, which reads what no single caller asked for. */
  private static Caller reader(int tenant) {
    return new Caller(tenant, "validation", "", "validation");
  }

  /** Of the county's own alone; empty without any. */
  String ownState() {
    return places.size() == 1 ? "" : state(places.get(0));
  }

  /** Of those for all; empty without any. */
  String sharedState() {
    return state(places.get(places.size() - 1));
  }

  /** Changes whenever a definition does, a deletion being told by the number; empty without any. */
  private String state(Caller place) {
    Map<String, List<String>> newest =
        Map.of(
            "_sort", List.of("-_lastUpdated"),
            "_count", List.of("1"),
            "_total", List.of("accurate"));
    StringBuilder state = new StringBuilder();
    for (String type : TYPES) {
      SearchPage page = store.search(place, new SearchRequest(type, newest, false).ownOnly());
      for (StoredResource each : page.matches()) {
        state.append(place.tenantId()).append(type).append(page.total());
        state.append(each.id()).append(each.version()).append(each.lastUpdated());
      }
    }
    return state.toString();
  }

  @Override
  public FhirContext getFhirContext() {
    return context;
  }

  @Override
  public IBaseResource fetchStructureDefinition(String url) {
    Optional<IBaseResource> loaded = url == null ? null : profiles.getIfPresent(url);
    return (loaded != null ? loaded : find("StructureDefinition", url)).orElse(null);
  }

  @Override
  public IBaseResource fetchValueSet(String url) {
    return find("ValueSet", url).orElse(null);
  }

  @Override
  public IBaseResource fetchCodeSystem(String url) {
    return find("CodeSystem", url).orElse(null);
  }

  @Override
  public boolean isValueSetSupported(ValidationSupportContext none, String url) {
    return fetchValueSet(url) != null;
  }

  @Override
  public boolean isCodeSystemSupported(ValidationSupportContext none, String url) {
    return fetchCodeSystem(url) != null;
  }

  /** Reads what there is of these profiles, in one search for each place. */
  void loadProfiles(List<String> canonicals) {
    Set<String> wanted = new TreeSet<>(canonicals);
    wanted.removeIf(each -> each.isBlank() || profiles.getIfPresent(each) != null);
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, List<String>> criteria =
        Map.of(
            "url",
            List.of(
                wanted.stream()
                    .map(each -> escaped(url(each)))
                    .distinct()
                    .collect(Collectors.joining(","))),
            "_sort",
            List.of("-_lastUpdated"),
            "_count",
            List.of(String.valueOf(MOST)));
    Map<String, Optional<IBaseResource>> found = new HashMap<>();
    for (Caller place : places) {
      SearchPage page =
          store.search(place, new SearchRequest("StructureDefinition", criteria, false).ownOnly());
      if (page.next() != null) {
        // So many versions: each is looked for when it is needed.
        return;
      }
      for (StoredResource each : page.matches()) {
        StructureDefinition profile =
            context.newJsonParser().parseResource(StructureDefinition.class, each.json());
        // The county's own before those for all, the newest first.
        found.putIfAbsent(profile.getUrl(), Optional.of(profile));
        found.putIfAbsent(profile.getUrl() + "|" + profile.getVersion(), Optional.of(profile));
      }
    }
    wanted.forEach(each -> profiles.put(each, found.getOrDefault(each, Optional.empty())));
  }

  private static String url(String canonical) {
    int bar = canonical.indexOf('|');
    return bar < 0 ? canonical : canonical.substring(0, bar);
  }

  private Optional<IBaseResource> find(String type, String canonical) {
    if (canonical == null || canonical.isBlank()) {
      return Optional.empty();
    }
    int bar = canonical.indexOf('|');
    String url = url(canonical);
    Map<String, List<String>> criteria =
        bar < 0
            ? Map.of(
                "url", List.of(escaped(url)),
                "_sort", List.of("-_lastUpdated"),
                "_count", List.of("1"))
            : Map.of(
                "url", List.of(escaped(url)),
                "version", List.of(escaped(canonical.substring(bar + 1))),
                "_count", List.of("1"));
    for (Caller place : places) {
      SearchPage found = store.search(place, new SearchRequest(type, criteria, false).ownOnly());
      if (!found.matches().isEmpty()) {
        return Optional.of(context.newJsonParser().parseResource(found.matches().get(0).json()));
      }
    }
    return Optional.empty();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$").replace("|", "\\|");
  }
}
