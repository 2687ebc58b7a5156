package org.xiangqiao.integration.mllp;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;

/** Points references at resources that are already stored in place of entries taken out. */
final class PlaceholderReferences {

  private PlaceholderReferences() {}

  /**
   * @param targets {@code urn:uuid:…} to {@code Type/id}
   */
  static void replace(Bundle transaction, Map<String, String> targets) {
    if (targets.isEmpty()) {
      return;
    }
    FhirTerser terser = FhirContext.forR4Cached().newTerser();
    transaction
        .getEntry()
        .forEach(
            entry ->
                terser
                    .getAllPopulatedChildElementsOfType(entry.getResource(), Reference.class)
                    .forEach(
                        reference -> {
                          String target = targets.get(reference.getReference());
                          if (target != null) {
                            reference.setResource(null);
                            reference.setReference(target);
                          }
                        }));
  }
}
