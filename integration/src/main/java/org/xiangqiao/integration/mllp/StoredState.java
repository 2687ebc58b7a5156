package org.xiangqiao.integration.mllp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.xiangqiao.mappings.hl7v2.MappingResult.Mapped;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/**
 * Fits a message's transaction to what the store already holds: an older event never overwrites a
 * newer one, and the resident in a vaccination message only fills a gap. What was looked up is
 * guarded by {@code ifMatch} and {@code ifNoneExist}, so a race is noticed and not lost.
 */
class StoredState {

  private final FhirStore store;
  private final EventTimes eventTimes;

  StoredState(FhirStore store, EventTimes eventTimes) {
    this.store = store;
    this.eventTimes = eventTimes;
  }

  /**
   * @param mustBeNew types that were not there and so must be created by this transaction
   */
  record Fitted(Bundle transaction, Set<String> mustBeNew) {

    /** False when nothing but the Provenance of nothing is left. */
    boolean worthWriting() {
      return transaction.getEntry().stream()
          .anyMatch(e -> !"Provenance".equals(e.getResource().fhirType()));
    }

    WriteParticipant asExpected() {
      return (caller, changes) ->
          changes.stream()
              .filter(c -> c.effect() == WriteOutcome.Effect.UNCHANGED)
              .filter(c -> mustBeNew.contains(c.type()))
              .findFirst()
              .ifPresent(
                  c -> {
                    throw new Writing.RaceLost(c.type());
                  });
    }
  }

  Fitted fit(Caller caller, Mapped mapped) {
    Bundle transaction = mapped.transaction().copy();
    Map<String, String> alreadyThere = new HashMap<>();
    Set<String> mustBeNew = new HashSet<>();
    List<BundleEntryComponent> kept = new ArrayList<>();
    for (BundleEntryComponent entry : transaction.getEntry()) {
      if (!isConditionalUpdate(entry) || !eventTimes.matter(entry.getResource())) {
        kept.add(entry);
        continue;
      }
      List<StoredResource> found = find(caller, entry);
      if (found.size() > 1) {
        kept.add(entry);
      } else if (found.isEmpty()) {
        createIfStillAbsent(entry);
        if (mapped.patientIsAuthoritative()) {
          mustBeNew.add(entry.getResource().fhirType());
        } else {
          eventTimes.remove(entry.getResource());
        }
        kept.add(entry);
      } else if (mayOverwrite(mapped, found.get(0))) {
        entry.getRequest().setIfMatch("W/\"" + found.get(0).version() + "\"");
        kept.add(entry);
      } else {
        alreadyThere.put(entry.getFullUrl(), found.get(0).type() + "/" + found.get(0).id());
      }
    }
    transaction.setEntry(kept);
    PlaceholderReferences.replace(transaction, alreadyThere);
    return new Fitted(transaction, mustBeNew);
  }

  private boolean mayOverwrite(Mapped mapped, StoredResource stored) {
    if (!mapped.patientIsAuthoritative()) {
      return false;
    }
    OffsetDateTime event = mapped.eventTime();
    Optional<Instant> last = eventTimes.of(stored);
    return event == null || last.isEmpty() || !last.get().isAfter(event.toInstant());
  }

  private List<StoredResource> find(Caller caller, BundleEntryComponent entry) {
    String url = entry.getRequest().getUrl();
    Map<String, List<String>> parameters = new HashMap<>();
    for (String part : url.substring(url.indexOf('?') + 1).split("&")) {
      String[] pair = part.split("=", 2);
      parameters
          .computeIfAbsent(decode(pair[0]), name -> new ArrayList<>())
          .add(pair.length == 2 ? decode(pair[1]) : "");
    }
    parameters.put("_count", List.of("2"));
    return store
        .search(caller, new SearchRequest(entry.getResource().fhirType(), parameters, false))
        .matches();
  }

  private static boolean isConditionalUpdate(BundleEntryComponent entry) {
    return entry.getRequest().getMethod() == HTTPVerb.PUT
        && entry.getRequest().getUrl().contains("?");
  }

  private static void createIfStillAbsent(BundleEntryComponent entry) {
    String url = entry.getRequest().getUrl();
    entry
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl(entry.getResource().fhirType())
        .setIfNoneExist(url.substring(url.indexOf('?') + 1));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
