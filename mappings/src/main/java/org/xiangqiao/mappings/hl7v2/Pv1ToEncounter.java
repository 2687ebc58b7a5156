package org.xiangqiao.mappings.hl7v2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** PV1 to Encounter (就诊). */
final class Pv1ToEncounter {

  private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  private static final String PARTICIPATION =
      "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

  private final NameTable classes = new NameTable("visit-classes.csv", "name");

  /**
   * Empty when the segment speaks of no visit: class {@code N} or {@code U}, or neither a visit
   * number nor a time (the standard forces a PV1 into every ADT).
   */
  Optional<Encounter> map(
      SegmentReader visit, Identifier resident, Reference patient, MessageContext context) {
    Optional<Map<String, String>> row = classes.find(visit.text(2));
    if (visit.blank(19) && visit.blank(44)
        || row.filter(r -> r.get("act").equals("none")).isPresent()) {
      return Optional.empty();
    }
    Encounter encounter = new Encounter();
    encounter.getMeta().setSource(context.systems().source());
    encounter.addIdentifier(identifier(visit, resident, context));
    row.ifPresentOrElse(
        known -> encounter.setClass_(new Coding(ACT_CODE, known.get("act"), known.get("display"))),
        () -> context.problems().add("PV1-2", "visit-class.unknown", Shown.code(visit.text(2), 3)));
    encounter.setSubject(patient);
    encounter.setServiceProvider(context.organization());
    period(visit, encounter, context.problems());
    StaffAndPlaces.practitioner(visit, 7, context.systems())
        .ifPresent(
            doctor ->
                encounter
                    .addParticipant()
                    .setIndividual(doctor)
                    .addType(new CodeableConcept(new Coding(PARTICIPATION, "ATND", "attender"))));
    StaffAndPlaces.location(visit, 3, context.systems())
        .ifPresent(location -> encounter.addLocation().setLocation(location));
    serviceType(visit, encounter, context);
    return Optional.of(encounter);
  }

  private static Identifier identifier(
      SegmentReader visit, Identifier resident, MessageContext context) {
    return visit.blank(19)
        ? ContentIdentifier.of(
            ContentIdentifier.VISIT, resident, context.sender().partner(), visit.text(44))
        : context.systems().identifier("visit", visit.text(19));
  }

  private static void period(SegmentReader visit, Encounter encounter, Problems problems) {
    time(visit, 44, problems)
        .ifPresent(start -> encounter.getPeriod().setStartElement(start.dateTime()));
    Optional<Hl7Time> end = time(visit, 45, problems);
    end.ifPresent(time -> encounter.getPeriod().setEndElement(time.dateTime()));
    encounter.setStatus(end.isPresent() ? EncounterStatus.FINISHED : EncounterStatus.INPROGRESS);
  }

  private static Optional<Hl7Time> time(SegmentReader visit, int field, Problems problems) {
    if (visit.blank(field)) {
      return Optional.empty();
    }
    Optional<Hl7Time> time = Hl7Time.parse(visit.text(field));
    if (time.isEmpty()) {
      problems.add(visit.place(field), "visit-time.invalid");
    }
    return time;
  }

  /** PV1-10, the department (科室), in the sender's own code. */
  private static void serviceType(
      SegmentReader visit, Encounter encounter, MessageContext context) {
    List<ForeignCode> codes = ForeignCode.of(visit, 10, 1);
    if (!codes.isEmpty()) {
      ForeignCode code = codes.get(0);
      encounter.setServiceType(
          new CodeableConcept(context.systems().coding("department", code))
              .setText(code.text().isEmpty() ? code.code() : code.text()));
    }
  }
}
