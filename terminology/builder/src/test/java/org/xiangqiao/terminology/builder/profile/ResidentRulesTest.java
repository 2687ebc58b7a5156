package org.xiangqiao.terminology.builder.profile;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.ElementDefinition.ElementDefinitionConstraintComponent;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.NationalIdentifier;
import org.xiangqiao.terminology.ResidentIdentityNumber;
import org.xiangqiao.terminology.ResidentIdentityNumber.Fault;

/** The FHIRPath rules of identity card and resident say what the Java classes say. */
class ResidentRulesTest {

  private static final String CARD = "990101196203170017";

  private final IFhirPath path = FhirContext.forR4Cached().newFhirPath();

  @Test
  void cardRulesAgreeWithTheClassThatReadsCards() {
    Random random = new Random(11643);
    for (int i = 0; i < 2000; i++) {
      String number = number(random);
      Optional<Fault> fault = ResidentIdentityNumber.faultOf(number);
      assertThat(broken("identity-card", "xq-id-", new StringType(number)))
          .as(number)
          .isEqualTo(fault.map(ResidentRulesTest::rule).map(List::of).orElse(List.of()));
    }
  }

  @Test
  void birthDateIsThatOfTheCard() {
    assertThat(broken("resident", "xq-resident-", resident("1962-03-17", null))).isEmpty();
    assertThat(broken("resident", "xq-resident-", resident("1962-03-18", null)))
        .containsExactly("xq-resident-1");
    assertThat(broken("resident", "xq-resident-", resident("1962", null))).isEmpty();
    assertThat(broken("resident", "xq-resident-", resident(null, null))).isEmpty();
  }

  @Test
  void sexIsThatOfTheCard() {
    for (AdministrativeGender gender : AdministrativeGender.values()) {
      assertThat(broken("resident", "xq-resident-", resident(null, gender)))
          .isEqualTo(gender == AdministrativeGender.FEMALE ? List.of("xq-resident-2") : List.of());
    }
  }

  /**
   * Mostly of the right form, with a date that may not be, and now and then the right last sign.
   */
  private static String number(Random random) {
    String date =
        "%04d%02d%02d"
            .formatted(1900 + random.nextInt(200), random.nextInt(14), random.nextInt(33));
    String digits = "990101" + date + "%03d".formatted(random.nextInt(1000));
    String whole =
        random.nextBoolean()
            ? digits + ResidentIdentityNumber.checkCharacter(digits)
            : digits + "0123456789X".charAt(random.nextInt(11));
    return random.nextInt(20) == 0 ? whole.substring(random.nextInt(3)) + "A" : whole;
  }

  private static String rule(Fault fault) {
    return switch (fault) {
      case LENGTH, CHARACTERS -> "xq-id-1";
      case BIRTH_DATE -> "xq-id-2";
      case CHECKSUM -> "xq-id-3";
    };
  }

  /**
   * Keys of the broken rules; a date that is none breaks that rule first, whatever the last sign.
   */
  private List<String> broken(String profile, String keys, org.hl7.fhir.r4.model.Base value) {
    List<String> broken =
        PackageContent.built().profiles().stream()
            .filter(each -> each.getIdPart().equals(profile))
            .flatMap(each -> each.getDifferential().getElement().stream())
            .flatMap(element -> element.getConstraint().stream())
            .filter(rule -> rule.getKey().startsWith(keys))
            .filter(rule -> !holds(rule, value))
            .map(ElementDefinitionConstraintComponent::getKey)
            .toList();
    return broken.contains("xq-id-2") ? List.of("xq-id-2") : broken;
  }

  private boolean holds(
      ElementDefinitionConstraintComponent rule, org.hl7.fhir.r4.model.Base value) {
    return path.evaluateFirst(value, rule.getExpression(), BooleanType.class)
        .map(BooleanType::booleanValue)
        .orElse(false);
  }

  private static Patient resident(String birthDate, AdministrativeGender gender) {
    Patient patient = new Patient();
    patient.addIdentifier().setSystem(NationalIdentifier.IDENTITY_CARD.system()).setValue(CARD);
    patient.setGender(gender);
    if (birthDate != null) {
      patient.getBirthDateElement().setValueAsString(birthDate);
    }
    return patient;
  }
}
