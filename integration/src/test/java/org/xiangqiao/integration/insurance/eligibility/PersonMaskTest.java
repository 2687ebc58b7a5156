package org.xiangqiao.integration.insurance.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CoverageEligibilityRequest;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.mappings.insurance.envelope.Row;
import org.xiangqiao.mappings.insurance.fhir.Credential;
import org.xiangqiao.simulators.emr.IdentityNumber;

/** The person of a question is not to be found in the platform's texts. */
class PersonMaskTest {

  private static final String CARD = IdentityNumber.of(LocalDate.of(1970, 1, 1), true, 81);

  private static PersonMask mask(Patient patient, Row person) {
    return new PersonMask(
        new Question(
            new CoverageEligibilityRequest(),
            patient,
            "H99010100001",
            new DateTimeType("2026-06-01"),
            false,
            new Credential("03", "A7Q9", "S55X"),
            new Counter("1", "7", "收费员", "00-00", "10.0.0.7")),
        person);
  }

  @Test
  void namesAndNumbersThatEitherSideKnowsAreTakenOut() {
    Patient patient = new Patient();
    patient.addName().setFamily("周").addGiven("德旺");
    patient.addName().setText("周德");
    patient.addIdentifier().setSystem("urn:emr").setValue("MZ-77");
    Row person = Row.builder().put("psn_no", "P-31").put("psn_name", "周得望").build();

    assertThat(mask(patient, person).apply("周德旺(周德、周得望) " + CARD + " A7Q9 S55X MZ-77 P-31 未参保"))
        .isEqualTo("***(***、***) *** *** *** *** *** 未参保");
  }

  @Test
  void aPersonWithoutNameAndNumberLeavesTheTextAsItIs() {
    assertThat(mask(new Patient(), Row.empty()).apply("未查询到人员参保信息")).isEqualTo("未查询到人员参保信息");
  }
}
