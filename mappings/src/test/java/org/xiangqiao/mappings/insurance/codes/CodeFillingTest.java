package org.xiangqiao.mappings.insurance.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.fhir.ClaimFields;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

class CodeFillingTest {

  private static final String OWN = "urn:emr:own";

  private final Claim claim = new Claim();
  private final Encounter visit = new Encounter();

  private static NationalCodes codes(CodeKind kind, String local, String national) {
    return new NationalCodes(
        Map.of(new LocalCode(kind, local), new NationalCode(national, "全国名称")), Set.of(kind));
  }

  @Test
  void aLineWithItsOwnCodeGetsTheNationalOne() {
    claim.addItem().setProductOrService(concept(OWN, "L01"));

    assertThat(LocalCodes.of(claim, visit, List.of()))
        .containsExactly(new LocalCode(CodeKind.ITEM, "L01"));
    assertThat(new CodeFilling(codes(CodeKind.ITEM, "L01", "C0201")).fill(claim)).isEmpty();
    assertThat(ClaimFields.nationalItem(claim.getItemFirstRep())).isEqualTo("C0201");
    assertThat(claim.getItemFirstRep().getProductOrService().getCodingFirstRep().getCode())
        .isEqualTo("L01");
  }

  @Test
  void aLineWithoutIsNamedWithItsRemedy() {
    claim.addItem().setProductOrService(concept(InsuranceSystems.ITEM, "C0100"));
    claim.addItem().setProductOrService(concept(OWN, "L02"));

    List<MappingProblem> unmapped = new CodeFilling(NationalCodes.NONE).fill(claim);

    assertThat(unmapped)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).isEqualTo("Claim.item[1].productOrService");
              assertThat(problem.text(Locale.CHINESE)).contains("第 2 行", "L02");
              assertThat(problem.remedy(Locale.ENGLISH)).contains("$insurance-codes");
            });
  }

  @Test
  void doctorAndDepartmentOfBillAndVisitAreMapped() {
    member("Practitioner", OWN, "17");
    visit.addParticipant().setIndividual(provider("Practitioner", OWN, "17"));
    visit.setServiceType(concept(OWN, "ks3"));
    visit.getServiceType().getCodingFirstRep().setDisplay("全科");
    NationalCodes both =
        new NationalCodes(
            Map.of(
                new LocalCode(CodeKind.DOCTOR, "17"),
                new NationalCode("D1", null),
                new LocalCode(CodeKind.DEPARTMENT, "ks3"),
                new NationalCode("A02", null)),
            Set.of());

    assertThat(LocalCodes.of(claim, visit, List.of())).hasSize(2);
    CodeFilling filling = new CodeFilling(both);
    filling.fill(visit, List.of());
    assertThat(filling.fill(claim)).isEmpty();

    assertThat(visit.getParticipantFirstRep().getIndividual().getIdentifier().getSystem())
        .isEqualTo(InsuranceSystems.STAFF);
    assertThat(visit.getServiceType().getCoding().get(1).getDisplay()).isEqualTo("全科");
    assertThat(claim.getCareTeamFirstRep().getProvider().getIdentifier().getValue())
        .isEqualTo("D1");
  }

  @Test
  void anUnmappedDoctorStopsTheBillUnlessSomebodyOfTheRoleHasACode() {
    member("Practitioner", OWN, "17");

    assertThat(new CodeFilling(NationalCodes.NONE).fill(claim))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).isEqualTo("Claim.careTeam[0].provider");
              assertThat(problem.rule()).isEqualTo("insurance.unmapped.doctor");
              assertThat(problem.text(Locale.CHINESE)).doesNotContain("17");
            });
    member("Practitioner", InsuranceSystems.STAFF, "D2");
    assertThat(new CodeFilling(NationalCodes.NONE).fill(claim)).isEmpty();
  }

  @Test
  void whoOnlyCarriesOutDoesNotStopTheBill() {
    member("Practitioner", OWN, "17");
    claim.getCareTeamFirstRep().getRole().getCodingFirstRep().setCode("assist");

    assertThat(new CodeFilling(NationalCodes.NONE).fill(claim)).isEmpty();
  }

  @Test
  void aProviderOfNoTypeIsTakenForWhatIsMapped() {
    member(null, OWN, "ks3");

    assertThat(new CodeFilling(codes(CodeKind.DEPARTMENT, "ks3", "A02")).fill(claim)).isEmpty();
    assertThat(claim.getCareTeamFirstRep().getProvider().getIdentifier().getSystem())
        .isEqualTo(InsuranceSystems.DEPARTMENT);
  }

  @Test
  void aDiagnosisIsSentByItsNationalCode() {
    Condition condition = new Condition().setCode(concept(OWN, "gxy"));
    claim.addDiagnosis().setDiagnosis(concept(InsuranceSystems.DIAGNOSIS, "I10.x00x002"));
    claim
        .getDiagnosisFirstRep()
        .getDiagnosisCodeableConcept()
        .getCoding()
        .add(0, new Coding().setSystem(OWN).setCode("gxy"));
    CodeFilling filling = new CodeFilling(codes(CodeKind.DIAGNOSIS, "gxy", "I10.x00x002"));

    filling.fill(visit, List.of(condition));
    assertThat(filling.fill(claim)).isEmpty();

    assertThat(condition.getCode().getCodingFirstRep().getCode()).isEqualTo("I10.x00x002");
    assertThat(
            claim
                .getDiagnosisFirstRep()
                .getDiagnosisCodeableConcept()
                .getCodingFirstRep()
                .getCode())
        .isEqualTo("I10.x00x002");
  }

  @Test
  void aDiagnosisOfAPublicSystemGoesAsItIsAndAnotherOneOnlyWhereNoneIsMapped() {
    claim.addDiagnosis().setDiagnosis(concept("http://hl7.org/fhir/sid/icd-10", "J06.900"));
    claim.addDiagnosis().setDiagnosis(concept(OWN, "gm"));

    assertThat(new CodeFilling(NationalCodes.NONE).fill(claim)).isEmpty();
    assertThat(new CodeFilling(codes(CodeKind.DIAGNOSIS, "gxy", "I10")).fill(claim))
        .extracting(MappingProblem::place)
        .containsExactly("Claim.diagnosis[1].diagnosis");
  }

  private void member(String type, String system, String code) {
    claim
        .addCareTeam()
        .setSequence(claim.getCareTeam().size())
        .setProvider(provider(type, system, code))
        .setRole(concept("http://terminology.hl7.org/CodeSystem/claimcareteamrole", "primary"));
  }

  private static Reference provider(String type, String system, String code) {
    return new Reference()
        .setType(type)
        .setIdentifier(new Identifier().setSystem(system).setValue(code));
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
