package org.xiangqiao.server.graphql;

import ca.uhn.fhir.context.FhirContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.SearchEntryMode;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.utilities.graphql.Argument;
import org.hl7.fhir.utilities.graphql.IGraphQLStorageServices;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.binary.BinaryVersion;

/** Our store as the graph that a query of one caller walks over; for one query only. */
final class StoredGraph implements IGraphQLStorageServices {

  private final FhirStore store;
  private final ResourceSources sources;
  private final FhirContext context;
  private final Caller caller;
  private final String base;
  private final GraphRights rights;
  private final GraphqlSettings limits;
  private final Budget budget;
  private final Map<String, Optional<StoredResource>> read = new HashMap<>();
  private RuntimeException refused;

  /**
   * @param base of this server, below which absolute references are local
   */
  StoredGraph(
      FhirStore store,
      ResourceSources sources,
      FhirContext context,
      Caller caller,
      String base,
      GraphRights rights,
      GraphqlSettings limits,
      Budget budget) {
    this.store = store;
    this.sources = sources;
    this.context = context;
    this.caller = caller;
    this.base = base;
    this.rights = rights;
    this.limits = limits;
    this.budget = budget;
  }

  /** What a lookup of ours threw, to be told from a fault of the query; null if none did. */
  RuntimeException refused() {
    return refused;
  }

  /** By the id of an argument; null if there is none, which the engine refuses. */
  @Override
  public IBaseResource lookup(Object none, String type, String id) {
    return ours(
        () -> {
          sources.requireStored(type, "");
          return stored(type, id, null).map(this::model).orElse(null);
        });
  }

  /** Contained, or stored here; null for what lies elsewhere. */
  @Override
  public ReferenceResolution lookup(Object none, IBaseResource from, IBaseReference reference) {
    String text = ((Reference) reference).getReference();
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.startsWith("#")) {
      return contained(from, text);
    }
    IdType id = new IdType(text);
    boolean local = !id.hasBaseUrl() || id.getBaseUrl().replaceFirst("/$", "").equals(base);
    if (!local
        || !id.hasResourceType()
        || !id.hasIdPart()
        || !context.getResourceTypes().contains(id.getResourceType())
        || sources.elsewhere(id.getResourceType()).isPresent()) {
      return null;
    }
    Long version = id.isVersionIdPartValidLong() ? id.getVersionIdPartAsLong() : null;
    return ours(
        () ->
            stored(id.getResourceType(), id.getIdPart(), version)
                .map(this::model)
                .map(target -> new ReferenceResolution(target, target))
                .orElse(null));
  }

  private static ReferenceResolution contained(IBaseResource from, String reference) {
    if (reference.equals("#")) {
      return new ReferenceResolution(from, from);
    }
    return ((DomainResource) from)
        .getContained().stream()
            .filter(each -> reference.equals("#" + each.getIdPart().replace("#", "")))
            .findFirst()
            .map(each -> new ReferenceResolution(from, each))
            .orElse(null);
  }

  @Override
  public void listResources(
      Object none, String type, List<Argument> arguments, List<IBaseResource> found) {
    ours(
        () -> {
          SearchPage page = page(type, GraphSearch.of(type, arguments, limits));
          page.matches().forEach(match -> found.add(model(match)));
          return null;
        });
  }

  /** Its links carry what the engine makes cursors of. */
  @Override
  public IBaseBundle search(Object none, String type, List<Argument> arguments) {
    return ours(
        () -> {
          GraphSearch search = GraphSearch.of(type, arguments, limits);
          SearchPage page = page(type, search);
          Bundle bundle = new Bundle();
          if (page.total() != null) {
            bundle.setTotal(page.total().intValue());
          }
          for (StoredResource match : page.matches()) {
            bundle.addEntry().setResource(model(match)).getSearch().setMode(SearchEntryMode.MATCH);
          }
          int size = search.cursor() == null ? search.count() : page.matches().size();
          link(bundle, "self", search.cursor(), search.offset(), size);
          link(bundle, "first", page.first(), 0, size);
          link(bundle, "next", page.next(), search.offset() + page.matches().size(), size);
          return bundle;
        });
  }

  private static void link(Bundle bundle, String relation, String cursor, int offset, int size) {
    if (cursor != null || relation.equals("self")) {
      String id = cursor == null ? "" : URLEncoder.encode(cursor, StandardCharsets.UTF_8);
      bundle
          .addLink()
          .setRelation(relation)
          .setUrl("?&search-id=" + id + "&search-offset=" + offset + "&_count=" + size);
    }
  }

  private SearchPage page(String type, GraphSearch search) {
    sources.requireStored(type, "");
    Set<String> searched =
        search.cursor() == null
            ? store.typesOfSearch(caller, search.request())
            : store.typesOfPage(caller, search.cursor());
    if (searched.contains("*") || searched.stream().anyMatch(each -> isElsewhere(each))) {
      throw GraphqlFaults.invalid("graphql-search-elsewhere");
    }
    rights.search(type, searched);
    budget.lookup();
    SearchPage page =
        search.cursor() == null
            ? store.search(caller, search.request())
            : store.nextPage(caller, search.cursor());
    if (page.matches().stream().anyMatch(match -> !match.type().equals(type))) {
      throw GraphqlFaults.invalid("graphql-argument-value", "cursor");
    }
    return page;
  }

  private boolean isElsewhere(String type) {
    return sources.elsewhere(type).isPresent();
  }

  private Optional<StoredResource> stored(String type, String id, Long version) {
    rights.read(type, id);
    return read.computeIfAbsent(
        type + "/" + id + "/" + version,
        address -> {
          budget.lookup();
          return fetch(type, id, version).filter(resource -> !resource.deleted());
        });
  }

  private Optional<StoredResource> fetch(String type, String id, Long version) {
    if (type.equals("Binary")) {
      return store.readBinary(caller, id, version).map(BinaryVersion::resource);
    }
    return version == null
        ? store.read(caller, type, id)
        : store.readVersion(caller, type, id, version);
  }

  /** The engine joins type and id itself, so the id has to be bare. */
  private Resource model(StoredResource stored) {
    budget.resource(stored.json().length());
    Resource resource = (Resource) context.newJsonParser().parseResource(stored.json());
    resource.setIdElement(new IdType(stored.id()));
    return resource;
  }

  private <T> T ours(java.util.function.Supplier<T> lookup) {
    try {
      return lookup.get();
    } catch (RuntimeException refusal) {
      refused = refusal;
      throw refusal;
    }
  }
}
