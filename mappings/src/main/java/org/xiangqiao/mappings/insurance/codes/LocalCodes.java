package org.xiangqiao.mappings.insurance.codes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterParticipantComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * Codes of an institution's own where the resources of a bill have no national one: of items,
 * doctors, departments, diagnoses.
 */
public final class LocalCodes {

  private LocalCodes() {}

  /**
   * A line of a bill that names its item by an own code only.
   *
   * @param number from 1, by the order of the lines
   * @param name as it is billed, or null
   */
  public record Line(int number, String code, String name) {}

  /** Those of a bill, in order. */
  public static List<Line> lines(Claim claim) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < claim.getItem().size(); i++) {
      int number = i + 1;
      CodeableConcept product = claim.getItem().get(i).getProductOrService();
      item(claim.getItem().get(i))
          .ifPresent(local -> lines.add(new Line(number, local.code(), name(product))));
    }
    return lines;
  }

  private static String name(CodeableConcept product) {
    return codes(product)
        .map(Coding::getDisplay)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(product.getText());
  }

  /**
   * All that may have to be looked up.
   *
   * @param claim null while only the visit is known
   */
  public static Set<LocalCode> of(Claim claim, Encounter visit, List<Condition> conditions) {
    Set<LocalCode> codes = new LinkedHashSet<>();
    if (claim != null) {
      claim.getItem().forEach(item -> item(item).ifPresent(codes::add));
      claim.getCareTeam().forEach(member -> codes.addAll(provider(member.getProvider())));
      claim
          .getDiagnosis()
          .forEach(
              diagnosis -> {
                if (diagnosis.hasDiagnosisCodeableConcept()) {
                  diagnosis(diagnosis.getDiagnosisCodeableConcept()).ifPresent(codes::add);
                }
              });
    }
    visit.getParticipant().stream()
        .map(EncounterParticipantComponent::getIndividual)
        .forEach(person -> codes.addAll(provider(person)));
    department(visit.getServiceType()).ifPresent(codes::add);
    conditions.forEach(condition -> diagnosis(condition.getCode()).ifPresent(codes::add));
    return codes;
  }

  static Optional<LocalCode> item(ItemComponent item) {
    CodeableConcept product = item.getProductOrService();
    return has(product, InsuranceSystems.ITEM)
        ? Optional.empty()
        : codes(product).map(coding -> new LocalCode(CodeKind.ITEM, coding.getCode())).findFirst();
  }

  /** By the first coding, which is the one that is sent. */
  static Optional<LocalCode> diagnosis(CodeableConcept concept) {
    return has(concept, InsuranceSystems.DIAGNOSIS)
        ? Optional.empty()
        : codes(concept)
            .map(coding -> new LocalCode(CodeKind.DIAGNOSIS, coding.getCode()))
            .findFirst();
  }

  static Optional<LocalCode> department(CodeableConcept service) {
    return has(service, InsuranceSystems.DEPARTMENT)
        ? Optional.empty()
        : codes(service)
            .filter(coding -> !InsuranceSystems.dictionary("caty").equals(coding.getSystem()))
            .map(coding -> new LocalCode(CodeKind.DEPARTMENT, coding.getCode()))
            .findFirst();
  }

  /** A doctor or a department, by the type of the reference; without one it may be either. */
  static List<LocalCode> provider(Reference provider) {
    Identifier identifier = provider.getIdentifier();
    if (!identifier.hasValue()
        || InsuranceSystems.STAFF.equals(identifier.getSystem())
        || InsuranceSystems.DEPARTMENT.equals(identifier.getSystem())) {
      return List.of();
    }
    String type =
        provider.hasType()
            ? provider.getType()
            : String.valueOf(provider.getReferenceElement().getResourceType());
    List<LocalCode> codes = new ArrayList<>();
    if (!type.equals("Organization")) {
      codes.add(new LocalCode(CodeKind.DOCTOR, identifier.getValue()));
    }
    if (!type.startsWith("Practitioner")) {
      codes.add(new LocalCode(CodeKind.DEPARTMENT, identifier.getValue()));
    }
    return codes;
  }

  private static boolean has(CodeableConcept concept, String system) {
    return concept.getCoding().stream()
        .anyMatch(coding -> system.equals(coding.getSystem()) && coding.hasCode());
  }

  private static Stream<Coding> codes(CodeableConcept concept) {
    return concept.getCoding().stream().filter(Coding::hasCode);
  }
}
