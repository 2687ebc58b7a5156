package org.xiangqiao.mappings.hl7v2;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.xiangqiao.terminology.CodeTables;

/** PID and NK1 of any message: the resident and the next of kin, written into the transaction. */
final class ResidentSection {

  static final String EVENT_TIME = PartnerSystems.BASE + "StructureDefinition/event-time";

  /** The resident, by what it is found and how other entries refer to it. */
  record Resident(Patient patient, Identifier key, Reference reference) {}

  private final PidToPatient residents;
  private final Nk1ToRelatedPerson relatives;

  ResidentSection(CodeTables tables) {
    PersonIdentifiers identifiers = new PersonIdentifiers();
    ContactDetails contacts = new ContactDetails();
    this.residents = new PidToPatient(tables, identifiers, contacts);
    this.relatives =
        new Nk1ToRelatedPerson(
            identifiers, contacts, new FamilyRelationships(tables.familyRelationships()));
  }

  /**
   * @param eventTime null when the message may not change a stored resident
   * @return empty, with problems, when there is nothing to find the resident by
   */
  Optional<Resident> write(
      ParsedMessage message,
      Hl7Time eventTime,
      MessageContext context,
      TransactionBuilder transaction) {
    if (message.resident() == null) {
      context.problems().add("PID", "pid.missing");
      return Optional.empty();
    }
    Patient patient = residents.map(message.resident(), context);
    if (eventTime != null) {
      InstantType time =
          new InstantType(
              Date.from(eventTime.start().toInstant()),
              TemporalPrecisionEnum.MILLI,
              TimeZone.getTimeZone("UTC"));
      patient.addExtension(EVENT_TIME, time);
    }
    List<RelatedPerson> people = new ArrayList<>();
    for (SegmentReader nextOfKin : message.nextOfKin()) {
      RelatedPerson person = relatives.map(nextOfKin, context);
      Nk1ToRelatedPerson.addContact(patient, person);
      people.add(person);
    }
    Optional<Identifier> key = PersonIdentifiers.key(patient.getIdentifier(), context.systems());
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Reference reference = transaction.put(patient, key.get());
    writeRelatives(people, key.get(), reference, eventTime != null, transaction);
    return Optional.of(new Resident(patient, key.get(), reference));
  }

  private static void writeRelatives(
      List<RelatedPerson> people,
      Identifier resident,
      Reference patient,
      boolean authoritative,
      TransactionBuilder transaction) {
    Map<String, Integer> occurrences = new HashMap<>();
    for (RelatedPerson person : people) {
      int occurrence =
          occurrences.merge(Nk1ToRelatedPerson.relationshipKey(person), 1, Integer::sum);
      Identifier key = Nk1ToRelatedPerson.identify(person, resident, patient.copy(), occurrence);
      if (authoritative) {
        transaction.put(person, key);
      } else {
        transaction.createUnlessThere(person, key);
      }
    }
  }
}
