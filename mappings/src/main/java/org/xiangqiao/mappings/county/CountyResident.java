package org.xiangqiao.mappings.county;

import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.terminology.FhirGender;
import org.xiangqiao.terminology.NationalIdentifier;

/** Patient to the platform's resident (受种者); the first contact is the guardian (监护人). */
final class CountyResident {

  private final FhirGender genders;
  private final String relationshipSystem;

  CountyResident(FhirGender genders, String relationshipSystem) {
    this.genders = genders;
    this.relationshipSystem = relationshipSystem;
  }

  CountyImmunizationMessage.Resident map(Patient patient) {
    ContactComponent guardian = patient.hasContact() ? patient.getContactFirstRep() : null;
    return new CountyImmunizationMessage.Resident(
        patient.getIdElement().getIdPart(),
        identityCard(patient),
        patient.getName().stream().map(CountyResident::text).findFirst().orElse(null),
        genders.toNational(patient.getGender()),
        birthDate(patient),
        phone(patient, guardian),
        guardian == null || !guardian.hasName() ? null : text(guardian.getName()),
        guardian == null ? null : relationship(guardian),
        patient.hasAddress() ? patient.getAddressFirstRep().getText() : null);
  }

  private static String identityCard(Patient patient) {
    return patient.getIdentifier().stream()
        .filter(id -> NationalIdentifier.IDENTITY_CARD.system().equals(id.getSystem()))
        .map(Identifier::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String text(HumanName name) {
    if (name.hasText()) {
      return name.getText();
    }
    String family = name.hasFamily() ? name.getFamily() : "";
    String joined =
        family + name.getGiven().stream().map(StringType::getValue).collect(Collectors.joining());
    return joined.isEmpty() ? null : joined;
  }

  /** A birth date without day says nothing to the platform. */
  private static LocalDate birthDate(Patient patient) {
    String date = patient.hasBirthDate() ? patient.getBirthDateElement().asStringValue() : "";
    return date.length() == 10 ? LocalDate.parse(date) : null;
  }

  private static String phone(Patient patient, ContactComponent guardian) {
    return Stream.concat(
            patient.getTelecom().stream(),
            guardian == null ? Stream.empty() : guardian.getTelecom().stream())
        .filter(telecom -> telecom.getSystem() == ContactPointSystem.PHONE && telecom.hasValue())
        .map(ContactPoint::getValue)
        .findFirst()
        .orElse(null);
  }

  private String relationship(ContactComponent guardian) {
    return guardian.getRelationship().stream()
        .flatMap(concept -> FhirValues.code(concept, relationshipSystem).stream())
        .findFirst()
        .orElse(null);
  }
}
