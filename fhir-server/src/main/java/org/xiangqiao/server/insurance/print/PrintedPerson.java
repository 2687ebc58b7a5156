package org.xiangqiao.server.insurance.print;

import java.util.Map;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.store.StoreSettings;

/**
 * The resident (参保人) as a printed page names him: of numbers only the ends.
 *
 * @param number identity number, masked; empty if none is known
 */
record PrintedPerson(String name, String gender, String number) {

  private static final Map<AdministrativeGender, String> GENDERS =
      Map.of(AdministrativeGender.MALE, "男", AdministrativeGender.FEMALE, "女");

  static PrintedPerson of(Patient patient) {
    return new PrintedPerson(
        name(patient.getNameFirstRep()),
        GENDERS.getOrDefault(patient.getGender(), "未说明"),
        patient.getIdentifier().stream()
            .filter(each -> StoreSettings.IDENTITY_CARD.equals(each.getSystem()))
            .map(Identifier::getValue)
            .findFirst()
            .map(PrintedPerson::masked)
            .orElse(""));
  }

  private static String name(HumanName name) {
    return name.hasText() ? name.getText() : name.getFamily() + name.getGivenAsSingleString();
  }

  /** The first and the last two characters. */
  static String masked(String number) {
    int shown = 2;
    return number.length() <= 2 * shown
        ? "*".repeat(number.length())
        : number.substring(0, shown)
            + "*".repeat(number.length() - 2 * shown)
            + number.substring(number.length() - shown);
  }
}
