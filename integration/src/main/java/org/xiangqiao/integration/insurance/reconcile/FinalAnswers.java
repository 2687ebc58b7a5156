package org.xiangqiao.integration.insurance.reconcile;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.xiangqiao.integration.insurance.reconcile.Proofs.Proven;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;

/**
 * Tells that not booked (未记账) or reversed (已冲正) is final, as the next version of the ClaimResponse,
 * in the transaction that notes it.
 */
class FinalAnswers {

  private final FhirStore store;
  private final FhirContext fhir;
  private final Proofs proofs;

  FinalAnswers(FhirStore store, FhirContext fhir, Proofs proofs) {
    this.store = store;
    this.fhir = fhir;
    this.proofs = proofs;
  }

  void tell(DayLease day, LocalDate today) {
    proofs.of(day, today).forEach(this::tell);
  }

  private void tell(Proven step) {
    Optional<StoredResource> stored =
        Optional.ofNullable(step.responseId())
            .flatMap(id -> store.read(step.caller(), "ClaimResponse", id))
            .filter(found -> !found.deleted());
    if (stored.isEmpty()) {
      proofs.note(step);
      return;
    }
    ClaimResponse response =
        fhir.newJsonParser().parseResource(ClaimResponse.class, stored.get().json());
    String key = "final-" + step.state();
    response.setDisposition(ReconcileTexts.in(Locale.CHINESE, key));
    response.getProcessNote().clear();
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      response
          .addProcessNote()
          .setText(ReconcileTexts.in(language, key))
          .setLanguage(
              new CodeableConcept(
                  new Coding().setSystem("urn:ietf:bcp:47").setCode(language.toLanguageTag())));
    }
    try {
      store.write(
          step.caller(),
          List.of(new WriteOperation.Update(response, null, stored.get().version(), null)),
          (caller, changes) -> proofs.note(step));
    } catch (StoreException changed) {
      if (changed.kind() == StoreProblem.Kind.UNAVAILABLE
          || changed.kind() == StoreProblem.Kind.TIMEOUT) {
        // Told when the day is done again.
        throw changed;
      }
      // Handed in again meanwhile: there is nothing to tell of this attempt any more.
      proofs.note(step);
    }
  }
}
