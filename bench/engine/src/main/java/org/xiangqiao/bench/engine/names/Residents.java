package org.xiangqiao.bench.engine.names;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;

/** Made-up residents (居民); the same seed makes the same ones. */
final class Residents {

  private static final List<String> VILLAGES = List.of("石桥镇一村", "柳河镇东村", "青山乡北村", "白水镇南村", "红星乡西村");

  private final WeightedTexts surnames = new WeightedTexts("surnames.csv");
  private final WeightedTexts given = new WeightedTexts("given.csv");
  private final Random random;

  Residents(long seed) throws IOException {
    this.random = new Random(seed);
  }

  /** One in five has a given name of one character. */
  Name name() {
    String one = given.draw(random);
    return new Name(surnames.draw(random), random.nextInt(5) == 0 ? one : one + given.draw(random));
  }

  Patient patient(int number, Name name) {
    Patient patient = new Patient();
    patient
        .addIdentifier()
        .setSystem("https://emr.example/patient")
        .setValue(Integer.toString(number));
    patient.addName().setFamily(name.surname()).addGiven(name.given()).setText(name.whole());
    patient.setGender(number % 2 == 0 ? AdministrativeGender.FEMALE : AdministrativeGender.MALE);
    patient.setBirthDateElement(
        new DateType(LocalDate.of(1930, 1, 1).plusDays(random.nextInt(34_000)).toString()));
    patient
        .addAddress()
        .setState("湖北省")
        .setCity("宜昌市")
        .addLine(VILLAGES.get(random.nextInt(VILLAGES.size())) + random.nextInt(300) + "号");
    return patient;
  }

  /** A name (姓名) in its two parts. */
  record Name(String surname, String given) {

    String whole() {
      return surname + given;
    }
  }
}
