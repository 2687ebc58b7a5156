package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;

/** Keeps references right when entries are taken out of a transaction. */
final class WrittenReferences {

  private WrittenReferences() {}

  /** The Provenance no longer claims them; one that claims nothing goes too. */
  static void forget(Bundle transaction, Set<String> leftOut) {
    transaction
        .getEntry()
        .removeIf(
            entry -> {
              if (!(entry.getResource() instanceof Provenance provenance)) {
                return false;
              }
              provenance.getTarget().removeIf(target -> leftOut.contains(target.getReference()));
              return provenance.getTarget().isEmpty();
            });
  }

  /**
   * @param targets {@code urn:uuid:…} of entries taken out, to the {@code Type/id} stored
   */
  static void point(Bundle transaction, Map<String, String> targets) {
    FhirTerser terser = FhirContext.forR4Cached().newTerser();
    transaction
        .getEntry()
        .forEach(
            entry ->
                terser
                    .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)
                    .stream()
                    .filter(reference -> targets.containsKey(reference.getReference()))
                    .forEach(
                        reference -> {
                          String target = targets.get(reference.getReference());
                          reference.setResource(null);
                          reference.setReference(target);
                        }));
  }
}
