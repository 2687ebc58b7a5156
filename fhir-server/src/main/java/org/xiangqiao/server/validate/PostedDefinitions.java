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
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.xiangqiao.server.definition.DefinitionSource;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/**
 * Profiles, value sets and code systems that lie in the store in one place: a county's own, or
 * those for all (tenant 0). A canonical address may name a version; without one, the newest counts.
 */
final class PostedDefinitions implements IValidationSupport {

  private static final int KEPT = 200;

  /** Profiles of all versions that one look may find. */
  private static final int MOST = 500;

  private final FhirStore store;
  private final FhirContext context;
  private final Caller place;
  private final BiFunction<String, String, Optional<String>> origin;
  private final Runnable onRead;

  /** Profiles that calls have named, and what lies here of them: this set's state is fixed. */
  private final Cache<String, Optional<IBaseResource>> profiles =
      Caffeine.newBuilder().maximumSize(KEPT).build();

  /**
   * @param origin the package that brought a resource, by type and id
   * @param onRead called whenever the store is read
   */
  PostedDefinitions(
      FhirStore store,
      FhirContext context,
      int tenant,
      BiFunction<String, String, Optional<String>> origin,
      Runnable onRead) {
    this.store = store;
    this.context = context;
    // The server itself reads what no single caller asked for.
    this.place = new Caller(tenant, "validation", "", "validation");
    this.origin = origin;
    this.onRead = onRead;
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
    onRead.run();
    SearchPage page =
        store.search(place, new SearchRequest("StructureDefinition", criteria, false).ownOnly());
    if (page.next() != null) {
      // So many versions: each is looked for when it is needed.
      return;
    }
    Map<String, Optional<IBaseResource>> found = new HashMap<>();
    for (StoredResource each : page.matches()) {
      StructureDefinition profile = (StructureDefinition) parsed(each);
      // The newest first.
      found.putIfAbsent(profile.getUrl(), Optional.of(profile));
      found.putIfAbsent(profile.getUrl() + "|" + profile.getVersion(), Optional.of(profile));
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
    onRead.run();
    return store
        .search(place, new SearchRequest(type, criteria, false).ownOnly())
        .matches()
        .stream()
        .findFirst()
        .map(this::parsed);
  }

  private IBaseResource parsed(StoredResource stored) {
    IBaseResource definition = context.newJsonParser().parseResource(stored.json());
    return DefinitionSource.mark(
        definition,
        origin.apply(definition.fhirType(), stored.id()).orElse(DefinitionSource.POSTED));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("$", "\\$").replace("|", "\\|");
  }
}
