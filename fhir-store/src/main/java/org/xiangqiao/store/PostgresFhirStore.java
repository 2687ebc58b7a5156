package org.xiangqiao.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.xiangqiao.store.binary.BinaryVersion;
import org.xiangqiao.store.database.DatabaseFailures;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.history.HistoryReader;
import org.xiangqiao.store.history.VersionReader;
import org.xiangqiao.store.record.LabelsInUse;
import org.xiangqiao.store.record.RecordReader;
import org.xiangqiao.store.record.ResourceLookup;
import org.xiangqiao.store.search.PostgresSearch;
import org.xiangqiao.store.transaction.BundleProcessor;
import org.xiangqiao.store.write.PlacedOperation;
import org.xiangqiao.store.write.WriteEngine;

/** The store's door over its rooms: writing, bundles, versions, search. */
final class PostgresFhirStore implements FhirStore {

  private final ResourceTypes types;
  private final WriteEngine engine;
  private final BundleProcessor bundles;
  private final VersionReader versions;
  private final HistoryReader history;
  private final PostgresSearch search;
  private final RecordReader records;
  private final ResourceLookup lookup;
  private final LabelsInUse labels;
  private final List<WriteParticipant> participants;

  PostgresFhirStore(
      ResourceTypes types,
      WriteEngine engine,
      BundleProcessor bundles,
      VersionReader versions,
      HistoryReader history,
      PostgresSearch search,
      RecordReader records,
      ResourceLookup lookup,
      LabelsInUse labels,
      List<WriteParticipant> participants) {
    this.types = types;
    this.engine = engine;
    this.bundles = bundles;
    this.versions = versions;
    this.history = history;
    this.search = search;
    this.records = records;
    this.lookup = lookup;
    this.labels = labels;
    this.participants = List.copyOf(participants);
  }

  @Override
  public List<WriteOutcome> write(
      Caller caller, List<WriteOperation> operations, WriteParticipant... also) {
    List<PlacedOperation> placed = new ArrayList<>(operations.size());
    for (int i = 0; i < operations.size(); i++) {
      String place = operations.size() == 1 ? "" : "Bundle.entry[" + i + "]";
      placed.add(new PlacedOperation(operations.get(i), place));
    }
    return engine.write(caller, placed, with(also), Function.identity());
  }

  @Override
  public Bundle process(
      Caller caller, Bundle request, EntryContent shown, WriteParticipant... also) {
    return bundles.process(caller, request, shown, with(also));
  }

  @Override
  public Optional<StoredResource> read(Caller caller, String type, String id) {
    types.require(type);
    return answer(() -> versions.read(caller, type, id));
  }

  @Override
  public Optional<StoredResource> readVersion(Caller caller, String type, String id, long version) {
    types.require(type);
    return answer(() -> versions.readVersion(caller, type, id, version));
  }

  @Override
  public Optional<BinaryVersion> readBinary(Caller caller, String id, Long version) {
    return answer(() -> versions.readBinary(caller, id, version));
  }

  @Override
  public List<StoredResource> readAll(Caller caller, Map<String, Set<String>> idsByType) {
    return answer(() -> lookup.read(caller, idsByType));
  }

  @Override
  public Optional<SearchPage> record(Caller caller, RecordRequest request) {
    types.require(request.type());
    request.types().forEach(types::require);
    return answer(() -> records.read(caller, request));
  }

  @Override
  public SearchPage lastN(Caller caller, SearchRequest request, int max) {
    types.require(request.type());
    return answer(() -> search.lastN(caller, request, max));
  }

  @Override
  public Meta labelsInUse(Caller caller, Set<String> ofTypes) {
    ofTypes.forEach(types::require);
    return answer(() -> labels.read(caller, ofTypes));
  }

  @Override
  public HistoryPage history(Caller caller, HistoryRequest request) {
    if (request.type() != null) {
      types.require(request.type());
    }
    return answer(() -> history.history(caller, request));
  }

  @Override
  public SearchPage search(Caller caller, SearchRequest request) {
    if (request.type() != null) {
      types.require(request.type());
    }
    return answer(() -> search.search(caller, request));
  }

  @Override
  public Set<String> typesOfSearch(Caller caller, SearchRequest request) {
    return search.typesOfSearch(caller, request);
  }

  @Override
  public Set<String> typesOfPage(Caller caller, String cursor) {
    return search.typesOfPage(caller, cursor);
  }

  @Override
  public Set<String> typesOfCriteria(Caller caller, String type, String criteria) {
    return search.typesOfCriteria(caller, type, criteria);
  }

  @Override
  public SearchPage nextPage(Caller caller, String cursor) {
    return answer(() -> search.nextPage(caller, cursor));
  }

  @Override
  public SearchPlan explain(Caller caller, SearchRequest request, boolean analyze) {
    types.require(request.type());
    return answer(() -> search.explain(caller, request, analyze));
  }

  private List<WriteParticipant> with(WriteParticipant... also) {
    List<WriteParticipant> all = new ArrayList<>(participants);
    all.addAll(List.of(also));
    return all;
  }

  private static <T> T answer(Supplier<T> question) {
    try {
      return Cancellation.reading(question);
    } catch (RuntimeException failure) {
      throw DatabaseFailures.translate(failure);
    }
  }
}
