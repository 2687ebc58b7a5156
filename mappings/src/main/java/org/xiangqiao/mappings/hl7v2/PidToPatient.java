package org.xiangqiao.mappings.hl7v2;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.FhirGender;
import org.xiangqiao.terminology.ResidentIdentityNumber;

/** PID to Patient (居民). */
final class PidToPatient {

  static final String ETHNICITY = PartnerSystems.BASE + "StructureDefinition/ethnicity";
  private static final String V3_MARITAL = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus";

  private final CodeTables tables;
  private final FhirGender genders = FhirGender.load();
  private final PersonIdentifiers identifiers;
  private final ContactDetails contacts;
  private final NameTable maritalStatuses = new NameTable("marital-statuses.csv", "name");

  PidToPatient(CodeTables tables, PersonIdentifiers identifiers, ContactDetails contacts) {
    this.tables = tables;
    this.identifiers = identifiers;
    this.contacts = contacts;
  }

  Patient map(SegmentReader pid, MessageContext context) {
    Patient patient = new Patient();
    patient.getMeta().setSource(context.systems().source());
    patient.setActive(true);
    patient.setIdentifier(identifiers(pid, context));
    patient.setName(names(pid, context));
    birthDate(pid, patient, context);
    sex(pid, patient, context.problems());
    death(pid, patient, context.problems());
    patient.setAddress(contacts.addresses(pid, 11));
    patient.setTelecom(contacts.telecoms(pid, 13));
    contacts.telecoms(pid, 14).forEach(patient::addTelecom);
    ethnicity(pid, patient);
    maritalStatus(pid, patient);
    patient.setManagingOrganization(context.organization());
    return patient;
  }

  private List<Identifier> identifiers(SegmentReader pid, MessageContext context) {
    List<Identifier> found = new ArrayList<>();
    identifiers.read(pid, 3, context.systems(), found, context.problems());
    if (IntStream.rangeClosed(1, pid.repetitions(3))
        .allMatch(repetition -> pid.text(3, repetition, 1).isEmpty())) {
      context.problems().add("PID-3", "patient.identifier-missing");
    }
    if (!pid.blank(19)) {
      identifiers.card(pid.text(19), "PID-19", found, context.problems());
    }
    return found;
  }

  private static List<HumanName> names(SegmentReader pid, MessageContext context) {
    List<HumanName> names = PersonNames.read(pid, 5);
    if (names.isEmpty()) {
      context.problems().add("PID-5", "patient.name-missing");
    }
    return names;
  }

  private static void birthDate(SegmentReader pid, Patient patient, MessageContext context) {
    if (pid.blank(7)) {
      return;
    }
    Optional<Hl7Time> birth = Hl7Time.parse(pid.text(7));
    if (birth.isEmpty()) {
      context.problems().add("PID-7", "birth-date.invalid");
      return;
    }
    if (birth.get().date().isAfter(context.today())) {
      context.problems().add("PID-7", "birth-date.future");
    }
    Optional<LocalDate> card =
        PersonIdentifiers.identityCard(patient.getIdentifier())
            .map(ResidentIdentityNumber::birthDate);
    if (birth.get().hasDay() && card.isPresent() && !card.get().equals(birth.get().date())) {
      context.problems().add("PID-7", "birth-date.identity-card-mismatch");
    }
    patient.setBirthDateElement(birth.get().dateOnly());
  }

  private void sex(SegmentReader pid, Patient patient, Problems problems) {
    if (!pid.blank(8)) {
      genders
          .toFhir(pid.text(8))
          .ifPresentOrElse(patient::setGender, () -> problems.add("PID-8", "sex.unknown"));
    }
  }

  private static void death(SegmentReader pid, Patient patient, Problems problems) {
    if (!pid.blank(29)) {
      Hl7Time.parse(pid.text(29))
          .ifPresentOrElse(
              time -> patient.setDeceased(time.dateTime()),
              () -> problems.add("PID-29", "death-time.invalid"));
    } else if (pid.text(30).equals("Y")) {
      patient.setDeceased(new BooleanType(true));
    }
  }

  /** 民族, from PID-22 (ethnic group) or PID-10 (race), as code or as name. */
  private void ethnicity(SegmentReader pid, Patient patient) {
    for (int field : new int[] {22, 10}) {
      for (ForeignCode code : ForeignCode.of(pid, field, 1)) {
        Optional<CodeTable.Concept> known = ethnicGroup(code);
        if (known.isPresent()) {
          patient.addExtension(
              ETHNICITY, tables.ethnicGroups().coding(known.get().code()).orElseThrow());
          return;
        }
      }
    }
  }

  private Optional<CodeTable.Concept> ethnicGroup(ForeignCode code) {
    CodeTable table = tables.ethnicGroups();
    String padded = code.code().length() == 1 ? "0" + code.code() : code.code();
    return table
        .find(padded)
        .or(() -> table.findByDisplay(code.code()))
        .or(() -> table.findByDisplay(code.code() + "族"))
        .or(() -> table.findByDisplay(code.text()));
  }

  private void maritalStatus(SegmentReader pid, Patient patient) {
    if (pid.blank(16)) {
      return;
    }
    String said = pid.text(16);
    CodeableConcept status = new CodeableConcept();
    String national = maritalStatuses.find(said, "national").orElse(said);
    tables.maritalStatuses().coding(national).ifPresent(status::addCoding);
    maritalStatuses
        .find(said, "v3")
        .ifPresent(v3 -> status.addCoding(new Coding().setSystem(V3_MARITAL).setCode(v3)));
    if (status.getCoding().isEmpty()) {
      status.setText(pid.text(16, 2).isEmpty() ? said : pid.text(16, 2));
    }
    patient.setMaritalStatus(status);
  }
}
