package org.xiangqiao.server.audit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.HistoryPage;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.RecordRequest;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchPlan;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.binary.BinaryVersion;

/**
 * Stands at the store's door and notes for the running HTTP request whose data it handed out, so
 * that the trail answers "who saw this resident", not only "who asked". Writes are noted by {@link
 * WriteAudit} inside their transaction.
 */
final class AuditedStore implements FhirStore {

  private final FhirStore store;

  AuditedStore(FhirStore store) {
    this.store = store;
  }

  @Override
  public List<WriteOutcome> write(
      Caller caller, List<WriteOperation> operations, WriteParticipant... also) {
    return store.write(caller, operations, also);
  }

  @Override
  public Bundle process(
      Caller caller, Bundle request, EntryContent shown, WriteParticipant... also) {
    Bundle response = store.process(caller, request, shown, also);
    note(notes -> response.getEntry().forEach(entry -> noteEntry(notes, entry)));
    return response;
  }

  @Override
  public Optional<StoredResource> read(Caller caller, String type, String id) {
    return noted(store.read(caller, type, id));
  }

  @Override
  public Optional<StoredResource> readVersion(Caller caller, String type, String id, long version) {
    return noted(store.readVersion(caller, type, id, version));
  }

  @Override
  public Optional<BinaryVersion> readBinary(Caller caller, String id, Long version) {
    Optional<BinaryVersion> found = store.readBinary(caller, id, version);
    noted(found.map(BinaryVersion::resource));
    return found;
  }

  @Override
  public List<StoredResource> readAll(Caller caller, Map<String, Set<String>> idsByType) {
    List<StoredResource> found = store.readAll(caller, idsByType);
    note(notes -> noteAll(notes, found));
    return found;
  }

  @Override
  public Optional<SearchPage> record(Caller caller, RecordRequest request) {
    return store.record(caller, request).map(AuditedStore::noted);
  }

  @Override
  public SearchPage lastN(Caller caller, SearchRequest request, int max) {
    return noted(store.lastN(caller, request, max));
  }

  @Override
  public Meta labelsInUse(Caller caller, Set<String> types) {
    return store.labelsInUse(caller, types);
  }

  @Override
  public HistoryPage history(Caller caller, HistoryRequest request) {
    HistoryPage page = store.history(caller, request);
    note(
        notes ->
            page.entries()
                .forEach(entry -> notes.patients(MentionedPatients.in(entry.resource()))));
    return page;
  }

  @Override
  public SearchPage search(Caller caller, SearchRequest request) {
    return noted(store.search(caller, request));
  }

  @Override
  public SearchPage nextPage(Caller caller, String cursor) {
    return noted(store.nextPage(caller, cursor));
  }

  @Override
  public Set<String> typesOfSearch(Caller caller, SearchRequest request) {
    return store.typesOfSearch(caller, request);
  }

  @Override
  public Set<String> typesOfPage(Caller caller, String cursor) {
    return store.typesOfPage(caller, cursor);
  }

  @Override
  public Set<String> typesOfCriteria(Caller caller, String type, String criteria) {
    return store.typesOfCriteria(caller, type, criteria);
  }

  @Override
  public SearchPlan explain(Caller caller, SearchRequest request, boolean analyze) {
    return store.explain(caller, request, analyze);
  }

  private static Optional<StoredResource> noted(Optional<StoredResource> found) {
    found.ifPresent(
        resource ->
            note(
                notes -> {
                  notes.about(resource.type(), resource.id(), resource.version());
                  notes.patients(MentionedPatients.in(resource));
                }));
    return found;
  }

  private static SearchPage noted(SearchPage page) {
    note(
        notes -> {
          noteAll(notes, page.matches());
          noteAll(notes, page.included());
        });
    return page;
  }

  private static void noteAll(AccessNotes notes, Collection<StoredResource> resources) {
    resources.forEach(resource -> notes.patients(MentionedPatients.in(resource)));
  }

  /** Reads and searches inside a batch answer with resources or whole search sets. */
  private static void noteEntry(AccessNotes notes, BundleEntryComponent entry) {
    Resource resource = entry.getResource();
    if (resource instanceof Bundle found) {
      found.getEntry().forEach(inner -> noteEntry(notes, inner));
    } else if (resource != null && resource.getResourceType() == ResourceType.Patient) {
      notes.patients(List.of(resource.getIdElement().getIdPart()));
    } else if (resource != null) {
      notes.patients(PatientReferences.in(resource));
    }
  }

  private static void note(Consumer<AccessNotes> what) {
    AccessNotes.current().ifPresent(what);
  }
}
