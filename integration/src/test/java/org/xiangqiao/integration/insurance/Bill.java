package org.xiangqiao.integration.insurance;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.simulators.insurance.InsuredPerson;
import org.xiangqiao.terminology.NationalIdentifier;

/** A resident with a visit to the centre and what it cost. */
final class Bill {

  static final Counter COUNTER = new Counter("1", "7", "收费员", "00-11-22-33-44-55", "10.0.0.7");
  private static final String XIANGQIAO = "https://fhir.xiangqiao.org/StructureDefinition/";
  private static final String ROLE = "http://terminology.hl7.org/CodeSystem/claimcareteamrole";

  final InsuredPerson person;
  final Credential credential;
  final String encounterId;
  final String coverageId;
  private final String number;
  private final String patientId;

  Bill(InsuranceNode node, String number) {
    this.number = number;
    String card = "42138119700101" + number;
    person = InsuredPerson.resident("P" + number, card, "测试居民", "421381");
    credential = new Credential("02", card, null);
    patientId = node.create(new Patient().setGender(Enumerations.AdministrativeGender.FEMALE));
    coverageId = node.create(coverage());
    encounterId = node.create(encounter());
  }

  private Coverage coverage() {
    return coverage(person.number());
  }

  /** Of the same resident, under another number with the platform. */
  Coverage coverage(String personNumber) {
    Coverage coverage = new Coverage();
    coverage.setStatus(Coverage.CoverageStatus.ACTIVE);
    coverage.setSubscriberId(personNumber);
    coverage.setBeneficiary(new Reference("Patient/" + patientId));
    coverage.setType(concept(InsuranceSystems.dictionary("insutype"), "390"));
    coverage.addPayor(
        new Reference()
            .setIdentifier(
                new Identifier().setSystem(InsuranceSystems.DISTRICT).setValue("421381")));
    return coverage;
  }

  private Encounter encounter() {
    Encounter visit = new Encounter();
    visit.setStatus(Encounter.EncounterStatus.INPROGRESS);
    visit.setClass_(
        new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "AMB", "ambulatory"));
    visit.setSubject(new Reference("Patient/" + patientId));
    visit.setPeriod(new Period().setStartElement(new DateTimeType("2026-06-01T09:00:00+08:00")));
    visit
        .addIdentifier()
        .setSystem(NationalIdentifier.OUTPATIENT_NUMBER.system())
        .setValue("MZ" + number);
    visit.addParticipant().setIndividual(named(InsuranceSystems.STAFF, "D421381000123", "李医生"));
    CodeableConcept department = concept(InsuranceSystems.DEPARTMENT, "A02");
    department.addCoding().setSystem(InsuranceSystems.dictionary("caty")).setCode("A02");
    department.setText("全科");
    department.getCodingFirstRep().setDisplay("全科");
    visit.setServiceType(department);
    return visit;
  }

  Claim claim() {
    return claim("C" + number);
  }

  Claim claim(String identifier) {
    Claim claim = new Claim();
    claim.addIdentifier().setSystem("urn:emr:claim").setValue(identifier);
    claim.addExtension(XIANGQIAO + "charge-batch", new StringType("B" + identifier));
    claim.setStatus(Claim.ClaimStatus.ACTIVE);
    claim.setType(concept("http://terminology.hl7.org/CodeSystem/claim-type", "professional"));
    claim.setSubType(concept(InsuranceSystems.dictionary("med_type"), "11"));
    claim.setUse(Claim.Use.CLAIM);
    claim.setPatient(new Reference("Patient/" + patientId));
    claim.setCreatedElement(new DateTimeType("2026-06-01T09:30:00+08:00"));
    claim.setProvider(named(InsuranceSystems.INSTITUTION, InsuranceNode.CENTRE, "青石镇卫生院"));
    claim.setPriority(concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"));
    claim
        .addInsurance()
        .setSequence(1)
        .setFocal(true)
        .setCoverage(new Reference("Coverage/" + coverageId));
    supporting(claim, 1, "psn_setlway", "01");
    supporting(claim, 2, "acct_used_flag", "0");
    supporting(claim, 3, "main_cond_dscr", "咳嗽");
    member(claim, 1, named(InsuranceSystems.STAFF, "D421381000123", "李医生"));
    member(claim, 2, named(InsuranceSystems.DEPARTMENT, "A02", "全科"));
    Claim.DiagnosisComponent diagnosis = claim.addDiagnosis();
    diagnosis.setSequence(1);
    diagnosis.setDiagnosis(
        new CodeableConcept(new Coding("http://hl7.org/fhir/sid/icd-10", "J06.900", "急性上呼吸道感染")));
    diagnosis.addType(concept(InsuranceSystems.dictionary("diag_type"), "1"));
    line(claim, identifier, 1, "10.00", 3);
    line(claim, identifier, 2, "20.00", 2);
    claim.setTotal(money("70.00"));
    return claim;
  }

  private void line(Claim claim, String identifier, int sequence, String price, int count) {
    ItemComponent item = claim.addItem();
    item.setSequence(sequence);
    item.addExtension(
        XIANGQIAO + "fee-line-number", new StringType("L" + identifier + "-" + sequence));
    item.addExtension(XIANGQIAO + "charged-at", new DateTimeType("2026-06-01T09:20:00+08:00"));
    item.setProductOrService(concept(InsuranceSystems.ITEM, "XJ01CAA040E00101080" + sequence));
    item.getProductOrService().addCoding().setSystem("urn:emr:item").setCode("local" + sequence);
    item.addModifier(concept(InsuranceSystems.dictionary("rx_circ_flag"), "0"));
    item.addModifier(concept(InsuranceSystems.dictionary("hosp_appr_flag"), "1"));
    item.getQuantity().setValue(count);
    item.setUnitPrice(money(price));
    item.setNet(
        new Money()
            .setCurrency("CNY")
            .setValue(new BigDecimal(price).multiply(BigDecimal.valueOf(count))));
    item.addEncounter(new Reference("Encounter/" + encounterId));
  }

  private static void supporting(Claim claim, int sequence, String key, String code) {
    claim
        .addSupportingInfo()
        .setSequence(sequence)
        .setCategory(concept(InsuranceSystems.FIELD, key))
        .setCode(new CodeableConcept(new Coding().setCode(code)));
  }

  private static void member(Claim claim, int sequence, Reference provider) {
    claim
        .addCareTeam()
        .setSequence(sequence)
        .setProvider(provider)
        .setRole(concept(ROLE, "primary"));
  }

  private static Reference named(String system, String code, String name) {
    return new Reference()
        .setIdentifier(new Identifier().setSystem(system).setValue(code))
        .setDisplay(name);
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }

  private static Money money(String amount) {
    return new Money().setCurrency("CNY").setValue(new BigDecimal(amount));
  }
}
