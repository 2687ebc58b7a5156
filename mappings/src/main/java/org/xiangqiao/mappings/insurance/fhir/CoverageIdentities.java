package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;

/** Identities (人员身份) that a Coverage says its person has, from extension insurance-identity. */
public final class CoverageIdentities {

  private CoverageIdentities() {}

  /**
   * An identity.
   *
   * @param code of {@code psn_idet_type}, or its name where there is no code
   * @param period empty when it is not known
   */
  public record Named(String code, Period period) {}

  /** Those that have a type. */
  public static List<Named> of(Coverage coverage) {
    return coverage.getExtensionsByUrl(InsuranceSystems.extension("insurance-identity")).stream()
        .map(CoverageIdentities::named)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Named> named(Extension identity) {
    Extension period = identity.getExtensionByUrl("period");
    return Optional.ofNullable(identity.getExtensionByUrl("type"))
        .map(Extension::getValue)
        .filter(CodeableConcept.class::isInstance)
        .map(CodeableConcept.class::cast)
        .map(
            type ->
                type.getCodingFirstRep().hasCode()
                    ? type.getCodingFirstRep().getCode()
                    : type.getText())
        .map(
            code ->
                new Named(
                    code,
                    period != null && period.getValue() instanceof Period known
                        ? known
                        : new Period()));
  }
}
