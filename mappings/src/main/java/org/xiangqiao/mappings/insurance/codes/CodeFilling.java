package org.xiangqiao.mappings.insurance.codes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.CareTeamComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * Puts national codes beside an institution's own (对照转换), in copies of resources that become a
 * message, and says what has none. A code that is national already is never touched.
 */
public final class CodeFilling {

  /** Codes of these systems go as they are when they are not mapped. */
  private static final Set<String> PUBLIC_DIAGNOSES =
      Set.of("http://hl7.org/fhir/sid/icd-10", "urn:oid:2.16.156.10011.2.3.3.11");

  /** Role of those whose codes the platform wants (开单). */
  private static final String ORDERS = "primary";

  private final NationalCodes codes;

  public CodeFilling(NationalCodes codes) {
    this.codes = codes;
  }

  /** A visit and what was diagnosed; what is not mapped stays as it is. */
  public void fill(Encounter visit, List<Condition> conditions) {
    visit.getParticipant().forEach(participant -> fill(participant.getIndividual()));
    CodeableConcept service = visit.getServiceType();
    LocalCodes.department(service)
        .flatMap(codes::of)
        .ifPresent(
            national ->
                service.addCoding(
                    coding(CodeKind.DEPARTMENT, national, display(service, national))));
    conditions.forEach(condition -> diagnosis(condition.getCode()));
  }

  /**
   * A bill.
   *
   * @return what stops it: lines, doctors, departments and diagnoses without a national code
   */
  public List<MappingProblem> fill(Claim claim) {
    List<MappingProblem> unmapped = new ArrayList<>();
    for (int i = 0; i < claim.getItem().size(); i++) {
      CodeableConcept product = claim.getItem().get(i).getProductOrService();
      LocalCode local = LocalCodes.item(claim.getItem().get(i)).orElse(null);
      Optional<NationalCode> national = Optional.ofNullable(local).flatMap(codes::of);
      if (national.isPresent()) {
        product.addCoding(coding(CodeKind.ITEM, national.get(), national.get().name()));
      } else if (local != null) {
        unmapped.add(
            problem("Claim.item[" + i + "].productOrService", CodeKind.ITEM, i, local.code()));
      }
    }
    claim.getCareTeam().forEach(member -> fill(member.getProvider()));
    for (int i = 0; i < claim.getCareTeam().size(); i++) {
      member(claim, i).ifPresent(unmapped::add);
    }
    for (int i = 0; i < claim.getDiagnosis().size(); i++) {
      if (claim.getDiagnosis().get(i).hasDiagnosisCodeableConcept()) {
        CodeableConcept concept = claim.getDiagnosis().get(i).getDiagnosisCodeableConcept();
        diagnosis(concept, i).ifPresent(unmapped::add);
      }
    }
    return unmapped;
  }

  private void fill(Reference provider) {
    for (LocalCode local : LocalCodes.provider(provider)) {
      NationalCode national = codes.of(local).orElse(null);
      if (national != null) {
        provider.setIdentifier(
            new Identifier().setSystem(local.kind().system()).setValue(national.code()));
        if (!provider.hasDisplay()) {
          provider.setDisplay(national.name());
        }
        return;
      }
    }
  }

  /**
   * One who ordered and is named by an own code only, while nobody of that role has a national one.
   * Who carried out need not be told.
   */
  private static Optional<MappingProblem> member(Claim claim, int i) {
    CareTeamComponent member = claim.getCareTeam().get(i);
    List<LocalCode> left = LocalCodes.provider(member.getProvider());
    boolean orders =
        member.getRole().getCoding().stream().anyMatch(role -> ORDERS.equals(role.getCode()));
    return !orders || left.size() != 1 || hasNational(claim, member, left.get(0).kind())
        ? Optional.empty()
        : Optional.of(problem("Claim.careTeam[" + i + "].provider", left.get(0).kind(), i, ""));
  }

  private static boolean hasNational(Claim claim, CareTeamComponent wanted, CodeKind kind) {
    String role = wanted.getRole().getCodingFirstRep().getCode();
    return claim.getCareTeam().stream()
        .filter(member -> Objects.equals(role, member.getRole().getCodingFirstRep().getCode()))
        .anyMatch(member -> kind.system().equals(member.getProvider().getIdentifier().getSystem()));
  }

  private Optional<MappingProblem> diagnosis(CodeableConcept concept, int i) {
    diagnosis(concept);
    Coding first = concept.getCodingFirstRep();
    boolean known =
        InsuranceSystems.DIAGNOSIS.equals(first.getSystem())
            || PUBLIC_DIAGNOSES.contains(String.valueOf(first.getSystem()));
    return known || !first.hasCode() || !codes.kinds().contains(CodeKind.DIAGNOSIS)
        ? Optional.empty()
        : Optional.of(
            problem(
                "Claim.diagnosis[" + i + "].diagnosis", CodeKind.DIAGNOSIS, i, first.getCode()));
  }

  /** The national coding first: the first is the one that is sent. */
  private void diagnosis(CodeableConcept concept) {
    Coding there =
        concept.getCoding().stream()
            .filter(coding -> InsuranceSystems.DIAGNOSIS.equals(coding.getSystem()))
            .findFirst()
            .orElse(null);
    if (there == null) {
      NationalCode national = LocalCodes.diagnosis(concept).flatMap(codes::of).orElse(null);
      there =
          national == null
              ? null
              : coding(CodeKind.DIAGNOSIS, national, display(concept, national));
    } else {
      concept.getCoding().remove(there);
    }
    if (there != null) {
      concept.getCoding().add(0, there);
    }
  }

  private static String display(CodeableConcept concept, NationalCode national) {
    return national.name() != null ? national.name() : concept.getCodingFirstRep().getDisplay();
  }

  private static Coding coding(CodeKind kind, NationalCode national, String display) {
    return new Coding().setSystem(kind.system()).setCode(national.code()).setDisplay(display);
  }

  private static MappingProblem problem(String place, CodeKind kind, int index, String code) {
    return MappingProblem.of(place, "insurance.unmapped." + kind.code(), index + 1, code);
  }
}
