package org.xiangqiao.server.record;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.server.record.DocumentReferences.Place;
import org.xiangqiao.server.rest.interaction.AccessGuard;
import org.xiangqiao.server.rest.interaction.ResourceSources;
import org.xiangqiao.server.rest.operation.OperationRequest;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;

/**
 * What a document holds (R4 documents.html#content): all that the Composition refers to, without
 * exception, and what those refer to, as far as the caller may see it. Level by level, each level
 * one read.
 */
final class DocumentContent {

  private static final int LEVELS = 3;
  private static final int MOST = 500;

  /** Beyond the Composition itself nobody leads into other residents' records. */
  private static final Set<String> NOT_FOLLOWED = Set.of("Group", "Patient", "Person");

  private final FhirStore store;
  private final FhirContext context;
  private final ResourceSources sources;
  private final RecordFaults faults;
  private final List<AccessGuard> guards;
  private final DocumentReferences references;

  DocumentContent(
      FhirStore store,
      FhirContext context,
      ResourceSources sources,
      RecordFaults faults,
      List<AccessGuard> guards) {
    this.store = store;
    this.context = context;
    this.sources = sources;
    this.faults = faults;
    this.guards = List.copyOf(guards);
    this.references = new DocumentReferences(context);
  }

  /** The Composition first. */
  List<StoredResource> of(OperationRequest request, StoredResource composition) {
    Map<String, StoredResource> document = new LinkedHashMap<>();
    document.put(name(composition), composition);
    List<Place> places = references.of(parsed(composition));
    HttpServletRequest http = request.http().getServletRequest();
    places.stream()
        .map(Place::type)
        .filter(type -> type != null)
        .distinct()
        .forEach(type -> require(http, type));
    List<StoredResource> level = read(request, places, document);
    requireAll(places, document);
    Set<String> residents = residents(places);
    for (int depth = 2; depth <= LEVELS && !level.isEmpty(); depth++) {
      List<Place> further = new ArrayList<>();
      for (StoredResource each : level) {
        references.of(parsed(each)).stream()
            .filter(place -> place.type() != null && isFollowed(http, place))
            .forEach(further::add);
      }
      level = read(request, further, document);
      level.removeIf(each -> isOfAnother(each, residents, document));
    }
    return List.copyOf(document.values());
  }

  private List<StoredResource> read(
      OperationRequest request, List<Place> places, Map<String, StoredResource> document) {
    Map<String, Set<String>> wanted = new TreeMap<>();
    for (Place place : places) {
      if (place.type() != null && !document.containsKey(place.name())) {
        wanted.computeIfAbsent(place.type(), type -> new TreeSet<>()).add(place.id());
      }
    }
    int number = wanted.values().stream().mapToInt(Set::size).sum();
    if (document.size() + number > MOST) {
      throw faults.of(413, IssueType.TOOCOSTLY, "document-too-large", "", MOST).exception();
    }
    List<StoredResource> found = new ArrayList<>(store.readAll(request.caller(), wanted));
    found.sort(java.util.Comparator.comparing(DocumentContent::name));
    found.forEach(each -> document.put(name(each), each));
    return found;
  }

  /** Half a document would look like a whole one. */
  private void requireAll(List<Place> places, Map<String, StoredResource> document) {
    List<Fault> missing = new ArrayList<>();
    for (Place place : places) {
      StoredResource found = place.type() == null ? null : document.get(place.name());
      boolean there =
          found != null
              && (place.version() == null
                  || place.version().equals(String.valueOf(found.version())));
      if (!there) {
        missing.add(
            faults.of(422, IssueType.NOTFOUND, "document-unresolved", place.path(), place.path()));
      }
    }
    if (!missing.isEmpty()) {
      throw new FaultException(missing);
    }
  }

  private void require(HttpServletRequest http, String type) {
    sources.requireStored(type, "");
    AccessGuard.Access access =
        new AccessGuard.Access(RestOperationTypeEnum.READ, type, null, null);
    guards.forEach(guard -> guard.check(http, access));
  }

  private boolean isFollowed(HttpServletRequest http, Place place) {
    if (NOT_FOLLOWED.contains(place.type()) || sources.elsewhere(place.type()).isPresent()) {
      return false;
    }
    try {
      require(http, place.type());
      return true;
    } catch (FaultException notAllowed) {
      return false;
    }
  }

  private static Set<String> residents(List<Place> places) {
    Set<String> residents = new TreeSet<>();
    places.stream()
        .filter(place -> "Patient".equals(place.type()))
        .forEach(place -> residents.add(place.name()));
    return residents;
  }

  /** Takes out what speaks of residents only whom the Composition does not name. */
  private boolean isOfAnother(
      StoredResource each, Set<String> residents, Map<String, StoredResource> document) {
    Set<String> own = residents(references.of(parsed(each)));
    boolean another = !own.isEmpty() && own.stream().noneMatch(residents::contains);
    if (another) {
      document.remove(name(each));
    }
    return another;
  }

  private Resource parsed(StoredResource stored) {
    return Optional.of(context.newJsonParser().parseResource(stored.json()))
        .map(Resource.class::cast)
        .orElseThrow();
  }

  private static String name(StoredResource stored) {
    return stored.type() + "/" + stored.id();
  }
}
