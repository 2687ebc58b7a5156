package org.xiangqiao.integration.insurance.supervise;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.programmes.supervision.Insured;

/** A resident as the rules see the patient (参保人). */
final class Persons {

  private static final int DAY = 10;

  private Persons() {}

  static Insured of(Patient patient) {
    return new Insured(
        sex(patient.getGender()),
        birth(patient),
        patient.getDeceased() instanceof DateTimeType death ? Days.last(death) : null);
  }

  private static LocalDate birth(Patient patient) {
    String day = patient.getBirthDateElement().getValueAsString();
    return day == null || day.length() < DAY ? null : LocalDate.parse(day);
  }

  private static Insured.Sex sex(AdministrativeGender gender) {
    if (gender == AdministrativeGender.MALE) {
      return Insured.Sex.MALE;
    }
    return gender == AdministrativeGender.FEMALE ? Insured.Sex.FEMALE : null;
  }
}
