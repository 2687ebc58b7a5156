package org.xiangqiao.server.fhirpackage.installed;

import ca.uhn.fhir.context.FhirContext;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.store.Caller;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;
import org.xiangqiao.terminology.service.stored.FurtherSources;

/**
 * Value sets and code systems of installed packages: a county's own before those for all, and all
 * of them behind what was posted. The database is asked for changes at most once a second, and at
 * once after one of this node.
 */
final class PackagedTerminology implements FurtherSources {

  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  /** Characters of JSON whose content is kept ready. */
  private static final long KEPT = 20_000_000;

  private final Packages packages;
  private final FhirContext fhir;
  private final Map<Integer, Shelf> shelves = new ConcurrentHashMap<>();
  private final Cache<Key, Content> ready =
      Caffeine.newBuilder()
          .maximumWeight(KEPT)
          .weigher((Key key, Content content) -> content.length())
          .build();

  /** Which definitions a place's packages have, newest first. */
  private record Shelf(
      String state, Map<String, List<PackagedDefinition>> definitions, long checked, long change) {}

  /**
   * @param state of the place: a version may be removed and come again with other bytes
   */
  private record Key(PackagedDefinition definition, String state) {}

  private record Content(Object content, int length) {}

  PackagedTerminology(Packages packages, FhirContext fhir) {
    this.packages = packages;
    this.fhir = fhir;
  }

  @Override
  public boolean afterStored() {
    return true;
  }

  @Override
  public TerminologySource of(int tenantId) {
    return new OfCounty(tenantId);
  }

  private final class OfCounty implements TerminologySource {

    private final List<Integer> places;

    OfCounty(int tenantId) {
      this.places = Stream.of(tenantId, Caller.DEFINITIONS_TENANT).distinct().toList();
    }

    @Override
    public List<CodeSystemContent> codeSystems(String url) {
      return all("CodeSystem", url)
          .map(CodeSystemContent.class::cast)
          .filter(each -> each.about().getContent() != CodeSystemContentMode.NOTPRESENT)
          .toList();
    }

    @Override
    public List<ValueSet> valueSets(String url) {
      return all("ValueSet", url).map(ValueSet.class::cast).toList();
    }

    private Stream<Object> all(String type, String url) {
      return places.stream().flatMap(place -> contents(place, type + " " + url));
    }
  }

  private Stream<Object> contents(int place, String key) {
    Shelf shelf = shelf(place);
    return shelf.definitions().getOrDefault(key, List.of()).stream()
        .map(each -> ready.get(new Key(each, shelf.state()), this::read))
        .filter(Objects::nonNull)
        .map(Content::content);
  }

  /** Null if it was removed meanwhile. */
  private Content read(Key key) {
    String json = packages.content(key.definition()).orElse(null);
    if (json == null) {
      return null;
    }
    Resource resource = (Resource) fhir.newJsonParser().parseResource(json);
    Object content = resource instanceof CodeSystem system ? MemoryCodeSystem.of(system) : resource;
    return new Content(content, json.length());
  }

  private Shelf shelf(int place) {
    Shelf known = shelves.get(place);
    long change = packages.changes();
    boolean holds =
        known != null && known.change() == change && System.nanoTime() - known.checked() < INTERVAL;
    return holds ? known : renewed(place, known, change);
  }

  private Shelf renewed(int place, Shelf known, long change) {
    long now = System.nanoTime();
    String state = packages.state(place);
    Map<String, List<PackagedDefinition>> definitions =
        known != null && known.state().equals(state) ? known.definitions() : definitions(place);
    Shelf renewed = new Shelf(state, definitions, now, change);
    shelves.put(place, renewed);
    return renewed;
  }

  private Map<String, List<PackagedDefinition>> definitions(int place) {
    return packages.definitions(place).stream()
        .filter(each -> !each.type().equals("StructureDefinition"))
        .sorted(PackagedDefinition.BY_AGE.reversed())
        .collect(Collectors.groupingBy(each -> each.type() + " " + each.url()));
  }
}
