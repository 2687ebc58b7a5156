package org.xiangqiao.mappings.insurance.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.EligibilityResponseStatus;
import org.hl7.fhir.r4.model.CoverageEligibilityResponse.InsuranceComponent;
import org.hl7.fhir.r4.model.Enumerations.RemittanceOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.terminology.NationalIdentifier;

/** The answer of 1101 (人员基本信息获取) as FHIR: one coverage per insurance, and who is in force. */
public final class PersonAnswer {

  /** Code of benefit category and type: what a balance is listed under. */
  private static final String MEDICAL_CARE = "1";

  /** {@code psn_cert_type} of the resident identity card. */
  private static final String IDENTITY_CARD = "01";

  private final CoverageRows coverages;

  public PersonAnswer(Dictionaries dictionaries) {
    this.coverages = new CoverageRows(dictionaries);
  }

  /** Whether the person is insured by this row of {@code insuinfo} now (正常参保). */
  public static boolean inForce(Row insurance) {
    return CoverageRows.inForce(insurance);
  }

  /** One per row of {@code insuinfo}, in its order; without ids. */
  public List<Coverage> coverages(Payload output, Reference patient) {
    return output.rows("insuinfo").stream()
        .map(
            row ->
                coverages.coverage(row, output.row("baseinfo"), output.rows("idetinfo"), patient))
        .toList();
  }

  /** What does not fit the person at the counter: warnings of impersonation (冒名). Names nobody. */
  public List<MappingProblem> differences(Payload output, Patient patient) {
    List<MappingProblem> problems = new ArrayList<>();
    output
        .row("baseinfo")
        .text("psn_name")
        .filter(name -> patient.hasName() && !PersonNames.has(patient, name))
        .ifPresent(
            name ->
                problems.add(MappingProblem.of("Patient.name", "insurance.person.name-differs")));
    String card =
        Values.identifier(patient.getIdentifier(), NationalIdentifier.IDENTITY_CARD.system());
    if (card != null && cardDiffers(output.row("baseinfo"), card)) {
      problems.add(MappingProblem.of("Patient.identifier", "insurance.person.card-differs"));
    }
    return List.copyOf(problems);
  }

  /** A certificate of another kind is not compared. */
  private static boolean cardDiffers(Row person, String card) {
    return person.text("psn_cert_type").filter(IDENTITY_CARD::equals).isPresent()
        && person.text("certno").filter(number -> !number.equalsIgnoreCase(card)).isPresent();
  }

  /**
   * @param ids references to the coverages, in the order of {@link #coverages}
   */
  public CoverageEligibilityResponse response(
      CoverageEligibilityRequest request, Payload output, List<Reference> ids, Instant created) {
    CoverageEligibilityResponse response = new CoverageEligibilityResponse();
    response.setStatus(EligibilityResponseStatus.ACTIVE);
    request
        .getPurpose()
        .forEach(
            purpose ->
                response.addPurpose(
                    CoverageEligibilityResponse.EligibilityResponsePurpose.fromCode(
                        purpose.getValue().toCode())));
    response.setPatient(request.getPatient().copy());
    response.setCreatedElement(Values.moment(created));
    response.setRequest(
        new Reference("CoverageEligibilityRequest/" + request.getIdElement().getIdPart()));
    response.setOutcome(RemittanceOutcome.COMPLETE);
    response.setInsurer(request.getInsurer().copy());
    List<Row> rows = output.rows("insuinfo");
    for (int i = 0; i < rows.size(); i++) {
      insurance(response.addInsurance(), rows.get(i), ids.get(i));
    }
    return response;
  }

  private static void insurance(InsuranceComponent insurance, Row row, Reference coverage) {
    insurance.setCoverage(coverage);
    insurance.setInforce(CoverageRows.inForce(row));
    row.number("balc")
        .ifPresent(
            balance ->
                insurance
                    .addItem()
                    .setCategory(medicalCare())
                    .addBenefit()
                    .setType(
                        concept("http://terminology.hl7.org/CodeSystem/benefit-type", "benefit")
                            .setText("余额"))
                    .setAllowed(Values.money(balance)));
  }

  /** What benefits are listed under. */
  static CodeableConcept medicalCare() {
    return concept("http://terminology.hl7.org/CodeSystem/ex-benefitcategory", MEDICAL_CARE);
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
