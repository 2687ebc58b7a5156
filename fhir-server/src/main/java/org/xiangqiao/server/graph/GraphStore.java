package org.xiangqiao.server.graph;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.graphql.GraphRights;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;

/** The store as one graph walks over it: rights and limits at every step, nothing read twice. */
final class GraphStore {

  /** Resources that are in memory before the budget is asked. */
  private static final int AT_ONCE = 50;

  private final FhirStore store;
  private final ResourceSources sources;
  private final FhirContext context;
  private final Caller caller;
  private final String base;
  private final GraphRights rights;
  private final GraphBudget budget;
  private final Map<String, Optional<GraphNode>> read = new HashMap<>();
  private final Map<String, GraphNode> seen = new HashMap<>();

  /**
   * @param base of this server, below which absolute references are local
   */
  GraphStore(
      FhirStore store,
      ResourceSources sources,
      FhirContext context,
      Caller caller,
      String base,
      GraphRights rights,
      GraphBudget budget) {
    this.store = store;
    this.sources = sources;
    this.context = context;
    this.caller = caller;
    this.base = base;
    this.rights = rights;
    this.budget = budget;
  }

  /** Where a reference leads, as far as that lies in this store. */
  Optional<IdType> local(Reference reference) {
    String text = reference.getReference();
    if (text == null || text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    IdType id = new IdType(text);
    boolean local = !id.hasBaseUrl() || id.getBaseUrl().replaceFirst("/$", "").equals(base);
    return local
            && id.hasResourceType()
            && id.hasIdPart()
            && context.getResourceTypes().contains(id.getResourceType())
            && sources.elsewhere(id.getResourceType()).isEmpty()
        ? Optional.of(id)
        : Optional.empty();
  }

  /** Reads many at a time, where {@link #read} will find them. */
  void readAhead(List<IdType> ids) {
    List<IdType> wanted =
        ids.stream()
            .filter(id -> !id.hasVersionIdPart())
            .filter(id -> !read.containsKey(id.toUnqualified().getValue()))
            .distinct()
            .toList();
    for (int from = 0; from < wanted.size(); from += AT_ONCE) {
      readTogether(wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE)));
    }
  }

  private void readTogether(List<IdType> ids) {
    Map<String, Set<String>> wanted = new TreeMap<>();
    for (IdType id : ids) {
      sources.requireStored(id.getResourceType(), "");
      rights.read(id.getResourceType(), id.getIdPart());
      wanted.computeIfAbsent(id.getResourceType(), type -> new TreeSet<>()).add(id.getIdPart());
    }
    budget.lookup();
    wanted.forEach(
        (type, parts) -> parts.forEach(part -> read.put(type + "/" + part, Optional.empty())));
    store
        .readAll(caller, wanted)
        .forEach(found -> read.put(found.type() + "/" + found.id(), Optional.of(node(found))));
  }

  /** Empty if there is none, or none any more. */
  Optional<GraphNode> read(IdType id) {
    String type = id.getResourceType();
    sources.requireStored(type, "");
    rights.read(type, id.getIdPart());
    Optional<GraphNode> known = read.get(id.toUnqualified().getValue());
    if (known == null) {
      budget.lookup();
      Optional<StoredResource> found =
          id.isVersionIdPartValidLong()
              ? store.readVersion(caller, type, id.getIdPart(), id.getVersionIdPartAsLong())
              : store.read(caller, type, id.getIdPart());
      known = found.filter(resource -> !resource.deleted()).map(this::node);
      read.put(id.toUnqualified().getValue(), known);
    }
    return known;
  }

  /** All that a search finds, over all its pages. */
  List<GraphNode> search(String type, Map<String, List<String>> parameters) {
    sources.requireStored(type, "");
    SearchRequest request = new SearchRequest(type, parameters, false);
    Set<String> searched = store.typesOfSearch(caller, request);
    if (searched.contains("*")
        || searched.stream().anyMatch(each -> sources.elsewhere(each).isPresent())) {
      throw GraphFaults.invalid("graph-search-elsewhere", "");
    }
    rights.search(type, searched);
    List<GraphNode> found = new ArrayList<>();
    budget.lookup();
    SearchPage page = store.search(caller, request);
    while (true) {
      page.matches().forEach(match -> found.add(node(match)));
      if (page.next() == null) {
        return found;
      }
      budget.lookup();
      page = store.nextPage(caller, page.next());
    }
  }

  private GraphNode node(StoredResource stored) {
    return seen.computeIfAbsent(
        stored.type() + "/" + stored.id() + "/" + stored.version(),
        version -> {
          budget.resource(stored.json());
          return new GraphNode(
              stored, (Resource) context.newJsonParser().parseResource(stored.json()));
        });
  }
}
