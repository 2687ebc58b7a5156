package org.xiangqiao.integration.insurance;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.NationalIdentifier;

/** A resident in one of the centre's beds, and what the stay cost: each line 30.00 yuan. */
final class StayBill {

  final Bill resident;
  final String encounterId;
  private final InsuranceNode node;
  private final String number;
  private final Encounter stay;

  StayBill(InsuranceNode node, String number) {
    this.node = node;
    this.number = number;
    resident = new Bill(node, number);
    stay = stay();
    encounterId = node.create(stay);
    stay.setId(encounterId);
  }

  private Encounter stay() {
    Reference patient = resident.claim().getPatient();
    String condition =
        node.create(
            new Condition()
                .setSubject(patient)
                .setCode(
                    new CodeableConcept(
                        new Coding("http://hl7.org/fhir/sid/icd-10", "J18.900", "肺炎"))));
    Encounter encounter = new Encounter();
    encounter.setStatus(Encounter.EncounterStatus.INPROGRESS);
    encounter.setClass_(
        new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "IMP", "inpatient"));
    encounter.addType(concept(InsuranceSystems.dictionary("med_type"), "21"));
    encounter.setSubject(patient);
    encounter.setPeriod(
        new Period().setStartElement(new DateTimeType("2026-06-01T09:00:00+08:00")));
    encounter
        .addIdentifier()
        .setSystem(NationalIdentifier.INPATIENT_NUMBER.system())
        .setValue("ZY" + number);
    encounter
        .addParticipant()
        .setIndividual(
            new Reference()
                .setIdentifier(
                    new Identifier().setSystem(InsuranceSystems.STAFF).setValue("D421381000123"))
                .setDisplay("李医生"));
    CodeableConcept department = concept(InsuranceSystems.DEPARTMENT, "A03");
    department.getCodingFirstRep().setDisplay("内科病房");
    encounter.setServiceType(department);
    encounter.addReasonCode().setText("咳嗽发热三天");
    encounter
        .addDiagnosis()
        .setCondition(new Reference("Condition/" + condition))
        .setUse(concept(InsuranceSystems.dictionary("diag_type"), "1"))
        .setRank(1);
    encounter.addLocation().setLocation(new Reference().setDisplay("3床"));
    return encounter;
  }

  void moved(String bed) {
    Reference place = new Reference().setType("Location").setDisplay(bed);
    stay.getLocationFirstRep().setLocation(place);
    update();
  }

  void discharged() {
    stay.setStatus(Encounter.EncounterStatus.FINISHED);
    stay.getPeriod().setEndElement(new DateTimeType("2026-06-05T10:00:00+08:00"));
    stay.getHospitalization()
        .setDischargeDisposition(concept(InsuranceSystems.dictionary("dscg_way"), "1"));
    update();
  }

  /** The coder calls the stay's diagnosis the one of its discharge. */
  void coded() {
    stay.getDiagnosisFirstRep()
        .getUse()
        .addCoding(
            new Coding("http://terminology.hl7.org/CodeSystem/diagnosis-role", "DD", "discharge"));
    update();
  }

  private void update() {
    node.store.write(
        InsuranceNode.EMR, List.of(new WriteOperation.Update(stay.copy(), null, null, null)));
  }

  /** Lines from one number to another, both included. */
  Claim claim(String identifier, int first, int last) {
    Claim claim = resident.claim(identifier);
    claim.getExtension().clear();
    claim.getType().getCodingFirstRep().setCode("institutional");
    claim.getSubType().getCodingFirstRep().setCode("21");
    claim
        .addSupportingInfo()
        .setSequence(9)
        .setCategory(concept(InsuranceSystems.FIELD, "mid_setl_flag"))
        .setCode(new CodeableConcept(new Coding().setCode("0")));
    ItemComponent pattern = claim.getItemFirstRep().copy();
    claim.setItem(null);
    IntStream.rangeClosed(first, last).forEach(n -> claim.addItem(line(pattern, n)));
    totalled(claim);
    return claim;
  }

  /** With the total that its lines have by now. */
  static void totalled(Claim claim) {
    BigDecimal total =
        claim.getItem().stream()
            .map(item -> item.getNet().getValue())
            .reduce(new BigDecimal("0.00"), BigDecimal::add);
    claim.setTotal(new Money().setCurrency("CNY").setValue(total));
  }

  private ItemComponent line(ItemComponent pattern, int sequence) {
    ItemComponent item = pattern.copy();
    item.setSequence(sequence);
    item.getExtension().get(0).setValue(new StringType("L" + number + "-" + sequence));
    item.setEncounter(List.of(new Reference("Encounter/" + encounterId)));
    return item;
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
