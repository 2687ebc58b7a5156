package org.xiangqiao.store.transaction;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore.EntryContent;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.database.DatabaseFailures;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.history.HistoryReader;
import org.xiangqiao.store.history.VersionReader;
import org.xiangqiao.store.search.PostgresSearch;
import org.xiangqiao.store.write.WriteEngine;

/**
 * Runs a Bundle: a transaction is one write, all or nothing; a batch is one write for each entry
 * and a refused entry leaves the others alone.
 */
public final class BundleProcessor {

  /** Name of the parameter that carries a page cursor in links of nested Bundles. */
  public static final String CURSOR = "_page";

  private final WriteEngine engine;
  private final EntryReader entries;
  private final EntryReads reads;
  private final EntryResponses responses;
  private final int limit;

  public BundleProcessor(
      FhirContext fhir,
      ResourceTypes types,
      StoreSettings settings,
      WriteEngine engine,
      VersionReader versions,
      HistoryReader history,
      PostgresSearch search) {
    this.engine = engine;
    this.entries = new EntryReader(types, settings.baseUrls());
    this.responses = new EntryResponses(fhir);
    this.reads = new EntryReads(versions, history, search, responses);
    this.limit = settings.maxEntries();
  }

  public Bundle process(
      Caller caller, Bundle request, EntryContent shown, List<WriteParticipant> participants) {
    if (request.getEntry().size() > limit) {
      throw StoreProblem.of(
              Kind.TOO_LARGE, "Bundle.entry", "too-many-entries", request.getEntry().size(), limit)
          .exception();
    }
    if (request.getType() == BundleType.TRANSACTION) {
      return transaction(caller, request, shown, participants);
    }
    if (request.getType() == BundleType.BATCH) {
      return batch(caller, request, shown, participants);
    }
    throw StoreProblem.of(Kind.INVALID, "Bundle.type", "bundle-type").exception();
  }

  private Bundle transaction(
      Caller caller, Bundle request, EntryContent shown, List<WriteParticipant> participants) {
    List<BundleEntry> parsed = new ArrayList<>();
    List<StoreProblem> problems = new ArrayList<>();
    for (int i = 0; i < request.getEntry().size(); i++) {
      try {
        parsed.add(entries.read(request.getEntry().get(i), i));
      } catch (StoreException refusal) {
        problems.addAll(refusal.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new StoreException(problems);
    }
    return engine.write(
        caller,
        parsed.stream()
            .filter(BundleEntry.Write.class::isInstance)
            .map(entry -> ((BundleEntry.Write) entry).placed())
            .toList(),
        participants,
        parsed.stream().anyMatch(BundleEntry.Read.class::isInstance),
        outcomes -> respond(caller, parsed, shown, outcomes));
  }

  private Bundle respond(
      Caller caller, List<BundleEntry> parsed, EntryContent shown, List<WriteOutcome> outcomes) {
    Bundle response = new Bundle().setType(BundleType.TRANSACTIONRESPONSE);
    Iterator<WriteOutcome> written = outcomes.iterator();
    for (BundleEntry entry : parsed) {
      response.addEntry(
          entry instanceof BundleEntry.Read read
              ? placed(read, () -> reads.answer(caller, read))
              : responses.written(written.next(), shown));
    }
    return response;
  }

  private Bundle batch(
      Caller caller, Bundle request, EntryContent shown, List<WriteParticipant> participants) {
    Bundle response = new Bundle().setType(BundleType.BATCHRESPONSE);
    for (int i = 0; i < request.getEntry().size(); i++) {
      response.addEntry(single(caller, request.getEntry().get(i), i, shown, participants));
    }
    return response;
  }

  private BundleEntryComponent single(
      Caller caller,
      BundleEntryComponent given,
      int index,
      EntryContent shown,
      List<WriteParticipant> participants) {
    try {
      BundleEntry entry = entries.read(given, index);
      if (entry instanceof BundleEntry.Read read) {
        return placed(read, () -> reads.answer(caller, read));
      }
      return engine.write(
          caller,
          List.of(((BundleEntry.Write) entry).placed()),
          participants,
          outcomes -> responses.written(outcomes.get(0), shown));
    } catch (StoreException refusal) {
      return responses.refused(refusal);
    }
  }

  /** Problems of a read or search get the place of their entry. */
  private static BundleEntryComponent placed(
      BundleEntry.Read read, Supplier<BundleEntryComponent> answer) {
    try {
      return answer.get();
    } catch (StoreException refusal) {
      throw new StoreException(
          refusal.problems().stream().map(problem -> at(read.place(), problem)).toList());
    } catch (RuntimeException failure) {
      throw DatabaseFailures.translate(failure);
    }
  }

  private static StoreProblem at(String place, StoreProblem problem) {
    if (problem.location().startsWith(place)) {
      return problem;
    }
    String location = problem.location().isEmpty() ? place : place + ".request.url";
    return problem.at(location);
  }
}
