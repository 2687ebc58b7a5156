package org.xiangqiao.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Meta;
import org.xiangqiao.store.binary.BinaryVersion;

/**
 * The FHIR R4 engine. Every write is one database transaction with the resource, its history, index
 * values, business-key claims, change-feed row and whatever the {@link WriteParticipant}s add.
 * Refusals are {@link StoreException}s and leave nothing half-written.
 */
public interface FhirStore {

  /**
   * Writes all or nothing, in the order FHIR gives for transactions (delete, create, update).
   * Placeholder and conditional references between and inside the resources are resolved.
   *
   * <p>A Binary comes back without its data; its json names their place and is not for clients.
   *
   * @param also participants of this write only, after those of every write
   * @return outcomes in the order of {@code operations}
   */
  List<WriteOutcome> write(
      Caller caller, List<WriteOperation> operations, WriteParticipant... also);

  /**
   * Runs a Bundle of type {@code transaction} or {@code batch} (R4 http.html#transaction), reads
   * and searches included.
   *
   * @param shown what the entries of writes show besides status and place
   * @return the response Bundle, entries in the order of the request
   */
  Bundle process(Caller caller, Bundle request, EntryContent shown, WriteParticipant... also);

  /** Runs a Bundle whose written resources need not be shown. */
  default Bundle process(Caller caller, Bundle request, WriteParticipant... also) {
    return process(caller, request, EntryContent.NONE, also);
  }

  /** What an answered Bundle shows of each write. */
  enum EntryContent {
    NONE,
    /** The resource as it is now. */
    RESOURCE,
    /** An OperationOutcome that says what was done. */
    OUTCOME
  }

  /** The current version; empty if there never was one; {@code deleted} is told by the result. */
  Optional<StoredResource> read(Caller caller, String type, String id);

  Optional<StoredResource> readVersion(Caller caller, String type, String id, long version);

  /**
   * A Binary without its data, which {@link org.xiangqiao.store.binary.BinaryContents} gives.
   *
   * @param version null for the current one
   */
  Optional<BinaryVersion> readBinary(Caller caller, String id, Long version);

  /** Those of several resources that are there now, in no order; one statement for all. */
  List<StoredResource> readAll(Caller caller, Map<String, Set<String>> idsByType);

  HistoryPage history(Caller caller, HistoryRequest request);

  SearchPage search(Caller caller, SearchRequest request);

  /** The page after the one that handed out {@code cursor}; bound to the caller's tenant. */
  SearchPage nextPage(Caller caller, String cursor);

  /**
   * A page of all that belongs to a resident or an encounter (R4 patient-operation-everything):
   * what is in its compartment as matches, what those refer to as included. What changes between
   * pages is neither missed nor given twice as long as it belongs there.
   *
   * @return empty if the resident or encounter is not there
   */
  Optional<SearchPage> record(Caller caller, RecordRequest request);

  /**
   * The newest Observations of each code (R4 observation-operation-lastn), newest first.
   *
   * @param max of each code; more where the last of them have the same time
   */
  SearchPage lastN(Caller caller, SearchRequest request, int max);

  /**
   * Profiles, tags and security labels in use (R4 resource-operation-meta).
   *
   * @param types whose resources are looked at
   */
  Meta labelsInUse(Caller caller, Set<String> types);

  /**
   * Types that a search would answer, include or look into by its conditions ({@code _has}, chains,
   * {@code _list}, {@code _filter}), its own among them: a caller needs a right to each before the
   * search is run. {@code *} stands for all types.
   *
   * @throws StoreException as the search itself would
   */
  Set<String> typesOfSearch(Caller caller, SearchRequest request);

  /** {@link #typesOfSearch} of the search that handed out {@code cursor}. */
  Set<String> typesOfPage(Caller caller, String cursor);

  /** {@link #typesOfSearch} of the criteria of a conditional interaction. */
  Set<String> typesOfCriteria(Caller caller, String type, String criteria);

  /**
   * How {@link #search} would be answered; no resource leaves.
   *
   * @param analyze also run the statement, which takes as long as the search itself
   * @throws StoreException as the search itself would
   */
  SearchPlan explain(Caller caller, SearchRequest request, boolean analyze);
}
