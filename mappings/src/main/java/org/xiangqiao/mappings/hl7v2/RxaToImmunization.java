package org.xiangqiao.mappings.hl7v2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationStatus;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.terminology.CodeTables;

/** ORC, RXA, RXR and OBX of one order to Immunization (预防接种记录). */
final class RxaToImmunization {

  private static final String PERFORMER = "http://terminology.hl7.org/CodeSystem/v2-0443";
  private static final String REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
  private static final String SUBPOTENT =
      "http://terminology.hl7.org/CodeSystem/immunization-subpotent-reason";

  private final VaccineCodes vaccines;
  private final DoseQuantities quantities = new DoseQuantities();
  private final BodySites bodySites;
  private final NameTable statuses = new NameTable("completion-statuses.csv", "code");
  private final NameTable actions = new NameTable("action-codes.csv", "code");
  private final NameTable sources = new NameTable("information-sources.csv", "code");

  RxaToImmunization(CodeTables tables) {
    this.vaccines = new VaccineCodes(tables.vaccineProducts());
    this.bodySites = new BodySites(tables.immunizationSites(), tables.immunizationRoutes());
  }

  /**
   * Without its identifier.
   *
   * @param order has an RXA
   */
  Immunization map(VaccinationOrder order, Reference patient, MessageContext context) {
    SegmentReader rxa = order.administration();
    Immunization dose = new Immunization();
    dose.getMeta().setSource(context.systems().source());
    dose.setPatient(patient);
    vaccines.read(rxa, context).ifPresent(dose::setVaccineCode);
    DoseTimes.occurrence(rxa, context).ifPresent(time -> dose.setOccurrence(time.dateTime()));
    status(rxa, dose, context);
    source(rxa, dose, context);
    DoseNumbers.read(order, context.problems())
        .ifPresent(number -> dose.addProtocolApplied().setDoseNumber(new PositiveIntType(number)));
    if (!rxa.blank(15)) {
      dose.setLotNumber(rxa.text(15));
    }
    DoseTimes.expiry(rxa, context.problems())
        .ifPresent(time -> dose.setExpirationDateElement(time.dateOnly()));
    manufacturer(rxa, dose, context.systems());
    quantities.read(rxa, context.problems()).ifPresent(dose::setDoseQuantity);
    bodySites.read(order.route(), dose, context.systems());
    performers(rxa, dose, context);
    if (order.control() != null) {
      Hl7Time.parse(order.control().text(9))
          .ifPresent(time -> dose.setRecordedElement(time.dateTime()));
    }
    return dose;
  }

  /** RXA-20 and RXA-21: done, not done and why, or taken back. */
  private void status(SegmentReader rxa, Immunization dose, MessageContext context) {
    String said = rxa.blank(20) ? "CP" : rxa.text(20);
    Optional<Map<String, String>> row = statuses.find(said);
    if (row.isEmpty()) {
      context.problems().add(rxa.place(20), "completion-status.unknown", Shown.code(said, 3));
      return;
    }
    dose.setStatus(ImmunizationStatus.fromCode(row.get().get("status")));
    if (row.get().get("subpotent").equals("yes")) {
      dose.setIsSubpotent(true);
      dose.addSubpotentReason(
          new CodeableConcept(new Coding(SUBPOTENT, "partial", "Partial Dose")));
    }
    if (dose.getStatus() == ImmunizationStatus.NOTDONE) {
      dose.setStatusReason(reason(rxa, row.get(), context.systems()));
    }
    String action = rxa.blank(21) ? "A" : rxa.text(21);
    Optional<String> meaning = actions.find(action, "action");
    if (meaning.isEmpty()) {
      context.problems().add(rxa.place(21), "action-code.unknown", Shown.code(action, 3));
    } else if (meaning.get().equals("delete")) {
      dose.setStatus(ImmunizationStatus.ENTEREDINERROR);
    }
  }

  private static CodeableConcept reason(
      SegmentReader rxa, Map<String, String> row, PartnerSystems systems) {
    CodeableConcept reason = new CodeableConcept();
    if (!row.get("reason").isEmpty()) {
      reason.addCoding(new Coding(REASON, row.get("reason"), row.get("reason_display")));
    }
    List<ForeignCode> said = ForeignCode.of(rxa, 18, 1);
    said.stream()
        .filter(code -> !code.code().isEmpty())
        .forEach(code -> reason.addCoding(systems.coding("not-done-reason", code)));
    said.stream()
        .map(code -> code.text().isEmpty() ? code.code() : code.text())
        .findFirst()
        .ifPresent(reason::setText);
    return reason.isEmpty() ? null : reason;
  }

  /** RXA-9: given here, or a historical dose (既往接种) that is only reported. */
  private void source(SegmentReader rxa, Immunization dose, MessageContext context) {
    List<ForeignCode> said = ForeignCode.of(rxa, 9, 1);
    Optional<Map<String, String>> row =
        said.stream()
            .flatMap(code -> sources.find(code.code()).or(() -> sources.find(code.text())).stream())
            .findFirst();
    boolean primary = row.map(r -> r.get("primary").equals("yes")).orElse(true);
    dose.setPrimarySource(primary);
    if (said.isEmpty()) {
      return;
    }
    ForeignCode first = said.get(0);
    String text = first.text().isEmpty() ? first.code() : first.text();
    if (!primary) {
      dose.setReportOrigin(
          new CodeableConcept(context.systems().coding("report-origin", first)).setText(text));
    } else if (row.isEmpty()) {
      dose.addNote().setText(text);
    }
  }

  private static void manufacturer(SegmentReader rxa, Immunization dose, PartnerSystems systems) {
    ForeignCode.of(rxa, 17, 1).stream()
        .findFirst()
        .ifPresent(
            maker -> {
              Reference reference = new Reference().setType("Organization");
              if (!maker.code().isEmpty()) {
                reference.setIdentifier(systems.identifier("manufacturer", maker.code()));
              }
              dose.setManufacturer(
                  reference.setDisplay(maker.text().isEmpty() ? maker.code() : maker.text()));
            });
  }

  private static void performers(SegmentReader rxa, Immunization dose, MessageContext context) {
    StaffAndPlaces.practitioner(rxa, 10, context.systems())
        .ifPresent(
            person ->
                dose.addPerformer()
                    .setActor(person)
                    .setFunction(
                        new CodeableConcept(
                            new Coding(PERFORMER, "AP", "Administering Provider"))));
    // A historical dose was given by somebody else.
    if (dose.getPrimarySource()) {
      dose.addPerformer().setActor(context.organization());
    }
    StaffAndPlaces.location(rxa, 11, context.systems()).ifPresent(dose::setLocation);
  }
}
