package org.xiangqiao.mappings.hl7v2;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;

/**
 * NK1 to RelatedPerson and {@code Patient.contact}: the guardian (监护人) of a child and other next of
 * kin.
 */
final class Nk1ToRelatedPerson {

  private final PersonIdentifiers identifiers;
  private final ContactDetails contacts;
  private final FamilyRelationships relationships;

  Nk1ToRelatedPerson(
      PersonIdentifiers identifiers, ContactDetails contacts, FamilyRelationships relationships) {
    this.identifiers = identifiers;
    this.contacts = contacts;
    this.relationships = relationships;
  }

  /** Without reference to the resident yet; its own identifiers only. */
  RelatedPerson map(SegmentReader nextOfKin, MessageContext context) {
    RelatedPerson person = new RelatedPerson();
    person.getMeta().setSource(context.systems().source());
    person.setActive(true);
    List<Identifier> found = new ArrayList<>();
    identifiers.read(nextOfKin, 33, context.systems(), found, context.problems());
    // A number of the sender's resident register must not look like one of the relative.
    found.removeIf(identifier -> identifier.getSystem().startsWith(context.systems().patient()));
    person.setIdentifier(found);
    person.setName(PersonNames.read(nextOfKin, 2));
    if (person.getName().isEmpty()) {
      context.problems().add(nextOfKin.place(2), "guardian.name-missing");
    }
    CodeableConcept relationship = relationships.read(nextOfKin);
    if (!relationship.isEmpty()) {
      person.addRelationship(relationship);
    }
    person.setAddress(contacts.addresses(nextOfKin, 4));
    person.setTelecom(contacts.telecoms(nextOfKin, 5));
    return person;
  }

  /** The same person as the resident's contact. */
  static void addContact(Patient patient, RelatedPerson person) {
    ContactComponent contact = patient.addContact();
    person.getRelationship().forEach(relation -> contact.addRelationship(relation.copy()));
    person.getName().stream().findFirst().map(HumanName::copy).ifPresent(contact::setName);
    person.getTelecom().forEach(telecom -> contact.addTelecom(telecom.copy()));
    person.getAddress().stream().findFirst().ifPresent(a -> contact.setAddress(a.copy()));
  }

  /**
   * Makes the person findable: one per resident and relationship; {@code occurrence} tells two of
   * the same relationship apart.
   */
  static Identifier identify(
      RelatedPerson person, Identifier resident, Reference patient, int occurrence) {
    Identifier key =
        ContentIdentifier.of(
            ContentIdentifier.RELATED_PERSON,
            resident,
            relationshipKey(person),
            String.valueOf(occurrence));
    person.addIdentifier(key);
    person.setPatient(patient);
    return key;
  }

  static String relationshipKey(RelatedPerson person) {
    CodeableConcept relationship = person.getRelationshipFirstRep();
    return relationship.hasCoding()
        ? relationship.getCodingFirstRep().getCode()
        : relationship.hasText() ? relationship.getText() : "";
  }
}
