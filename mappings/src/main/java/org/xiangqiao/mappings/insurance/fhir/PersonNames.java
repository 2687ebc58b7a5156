package org.xiangqiao.mappings.insurance.fhir;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;

/** The name of a person as the platform writes it: family and given name together. */
final class PersonNames {

  private PersonNames() {}

  /** The first name; {@code null} when there is none. */
  static String of(Patient patient) {
    return patient.getName().stream()
        .map(PersonNames::text)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** Whether any name of the patient is this one; blanks do not count. */
  static boolean has(Patient patient, String name) {
    return patient.getName().stream().anyMatch(own -> bare(text(own)).equals(bare(name)));
  }

  static String text(HumanName name) {
    if (name.hasText()) {
      return name.getText();
    }
    return Stream.concat(
            Stream.ofNullable(name.getFamily()), name.getGiven().stream().map(StringType::getValue))
        .reduce("", String::concat);
  }

  private static String bare(String name) {
    return name.replaceAll("[\\s\\u3000]", "");
  }
}
