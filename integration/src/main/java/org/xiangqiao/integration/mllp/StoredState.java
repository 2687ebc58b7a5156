package org.xiangqiao.integration.mllp;

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
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.hl7v2.MappingResult.Mapped;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.WriteOutcome;
import org.xiangqiao.store.WriteParticipant;

/**
 * Fits a message's transaction to what the store already holds: an older event never overwrites a
 * newer one, neither of the resident (居民) nor of a dose (剂), and the resident in a vaccination
 * message only fills a gap. What was looked up is looked at again by the write itself, so a race is
 * noticed.
 */
class StoredState {

  /** What a message says of the resident himself, all of the same moment. */
  private static final Set<String> RESIDENT = Set.of("Patient", "RelatedPerson");

  private final StoredResidents residents;
  private final DoseEvents doseEvents;

  StoredState(StoredResidents residents, DoseEvents doseEvents) {
    this.residents = residents;
    this.doseEvents = doseEvents;
  }

  /**
   * @param mustBeNew types that were not there and so must be created by this transaction
   */
  record Fitted(Bundle transaction, Set<String> mustBeNew) {

    /** False when nothing is left to say. */
    boolean worthWriting() {
      return transaction.hasEntry();
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
    leaveOutOlderDoses(caller, transaction, mapped.eventTime());
    return fitResident(caller, transaction, mapped);
  }

  /** To be part of the write: other messages learn when the doses in it were last spoken of. */
  WriteParticipant doseEvents(Fitted fitted, Mapped mapped) {
    return doseEvents.said(doses(fitted.transaction()).values(), mapped.eventTime());
  }

  private void leaveOutOlderDoses(Caller caller, Bundle transaction, OffsetDateTime event) {
    Map<String, DoseKey> doses = doses(transaction);
    Set<DoseKey> saidLater = doseEvents.saidLater(caller.tenantId(), doses.values(), event);
    doses.values().retainAll(saidLater);
    transaction.getEntry().removeIf(entry -> doses.containsKey(entry.getFullUrl()));
    WrittenReferences.forget(transaction, doses.keySet());
  }

  /** Doses to be written, by the {@code urn:uuid:…} of their entries. */
  private static Map<String, DoseKey> doses(Bundle transaction) {
    Map<String, DoseKey> doses = new HashMap<>();
    for (BundleEntryComponent entry : transaction.getEntry()) {
      if (entry.getResource() instanceof Immunization dose) {
        doses.put(entry.getFullUrl(), DoseKey.of(dose.getIdentifierFirstRep()));
      }
    }
    return doses;
  }

  private Fitted fitResident(Caller caller, Bundle transaction, Mapped mapped) {
    Optional<BundleEntryComponent> entry =
        transaction.getEntry().stream().filter(StoredState::isResident).findFirst();
    if (entry.isEmpty()) {
      return new Fitted(transaction, Set.of());
    }
    List<StoredResidents.Found> found = residents.find(caller, entry.get().getRequest().getUrl());
    if (found.size() > 1) {
      // The store refuses, and says why, better than we could.
      return new Fitted(transaction, Set.of());
    }
    return found.isEmpty()
        ? seenUnderThisNumberFirst(caller, transaction, entry.get(), mapped)
        : seenBefore(transaction, entry.get(), found.get(0), mapped);
  }

  private Fitted seenUnderThisNumberFirst(
      Caller caller, Bundle transaction, BundleEntryComponent entry, Mapped mapped) {
    Optional<StoredResidents.Known> known =
        residents.findByOtherNumber(caller, (Patient) entry.getResource());
    if (known.isEmpty()) {
      return firstSeen(transaction, entry, mapped);
    }
    entry.getRequest().setUrl(known.get().conditionalUrl());
    return seenBefore(transaction, entry, known.get().resident(), mapped);
  }

  private static Fitted firstSeen(Bundle transaction, BundleEntryComponent entry, Mapped mapped) {
    String url = entry.getRequest().getUrl();
    entry
        .getRequest()
        .setMethod(HTTPVerb.POST)
        .setUrl("Patient")
        .setIfNoneExist(url.substring(url.indexOf('?') + 1));
    return new Fitted(transaction, mapped.patientIsAuthoritative() ? Set.of("Patient") : Set.of());
  }

  private static Fitted seenBefore(
      Bundle transaction, BundleEntryComponent entry, StoredResidents.Found stored, Mapped mapped) {
    if (mapped.patientIsAuthoritative() && !stored.newerThan(mapped.eventTime())) {
      entry.getRequest().setIfMatch("W/\"" + stored.version() + "\"");
      stored.keepNumbersOfOthers((Patient) entry.getResource());
      return new Fitted(transaction, Set.of());
    }
    boolean stale = mapped.patientIsAuthoritative();
    Map<String, String> alreadyThere = new HashMap<>();
    alreadyThere.put(entry.getFullUrl(), "Patient/" + stored.id());
    Set<String> leftOut = new HashSet<>();
    List<BundleEntryComponent> kept = new ArrayList<>();
    for (BundleEntryComponent e : transaction.getEntry()) {
      if (e == entry || stale && RESIDENT.contains(e.getResource().fhirType())) {
        leftOut.add(e.getFullUrl());
      } else {
        kept.add(e);
      }
    }
    transaction.setEntry(kept);
    WrittenReferences.forget(transaction, leftOut);
    WrittenReferences.point(transaction, alreadyThere);
    return new Fitted(transaction, Set.of());
  }

  private static boolean isResident(BundleEntryComponent entry) {
    return entry.getResource() instanceof Patient
        && entry.getRequest().getMethod() == HTTPVerb.PUT
        && entry.getRequest().getUrl().contains("?");
  }
}
