package org.xiangqiao.mappings.hl7v2;

import java.util.HashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.mappings.hl7v2.ResidentSection.Resident;
import org.xiangqiao.terminology.CodeTables;

/** The orders of a VXU: one dose (剂) each, found again by the sender's number or by content. */
final class DoseSection {

  private final RxaToImmunization doses;

  DoseSection(CodeTables tables) {
    this.doses = new RxaToImmunization(tables);
  }

  /**
   * @param resident null when none could be read; problems of the orders are found nevertheless
   */
  void write(
      ParsedMessage message,
      String version,
      Resident resident,
      MessageContext context,
      TransactionBuilder transaction) {
    if (message.orders().isEmpty()) {
      context.problems().add("RXA", "order.rxa-missing");
    }
    Map<String, String> seen = new HashMap<>();
    for (VaccinationOrder order : message.orders()) {
      if (complete(order, version, context.problems())) {
        write(order, resident, seen, context, transaction);
      }
    }
  }

  /** ORC may be left out in v2.4 only. */
  private static boolean complete(VaccinationOrder order, String version, Problems problems) {
    if (order.administration() == null) {
      problems.add(order.control().label(), "order.rxa-missing");
      return false;
    }
    if (order.control() == null && !version.equals("2.4")) {
      problems.add(order.administration().label(), "order.orc-missing");
    }
    return true;
  }

  private void write(
      VaccinationOrder order,
      Resident resident,
      Map<String, String> seen,
      MessageContext context,
      TransactionBuilder transaction) {
    Immunization dose =
        doses.map(order, resident == null ? null : resident.reference().copy(), context);
    SegmentReader rxa = order.administration();
    if (resident == null || !dose.hasVaccineCode() || !dose.hasOccurrence()) {
      return;
    }
    if (beforeBirth(dose, resident.patient())) {
      context.problems().add(rxa.place(3), "dose-time.before-birth");
    }
    Identifier key = identify(order, dose, resident.key(), context.systems());
    String earlier = seen.putIfAbsent(key.getSystem() + "|" + key.getValue(), rxa.label());
    if (earlier != null) {
      context.problems().add(rxa.label(), "dose.duplicate", earlier);
      return;
    }
    dose.addIdentifier(key);
    transaction.put(dose, key);
  }

  /** ORC-3 by sender, else what makes a dose one: resident, product, day and dose number. */
  private static Identifier identify(
      VaccinationOrder order, Immunization dose, Identifier resident, PartnerSystems systems) {
    if (order.control() != null && !order.control().blank(3)) {
      return systems.dose(order.control().text(3));
    }
    return ContentIdentifier.of(
        ContentIdentifier.DOSE,
        resident,
        dose.getVaccineCode().getCodingFirstRep().getCode(),
        day(dose),
        dose.hasProtocolApplied()
            ? dose.getProtocolAppliedFirstRep().getDoseNumberPositiveIntType().asStringValue()
            : "");
  }

  private static boolean beforeBirth(Immunization dose, Patient patient) {
    return patient.hasBirthDate()
        && day(dose).compareTo(patient.getBirthDateElement().asStringValue()) < 0;
  }

  private static String day(Immunization dose) {
    DateTimeType occurrence = dose.getOccurrenceDateTimeType();
    String text = occurrence.asStringValue();
    return text.substring(0, Math.min(10, text.length()));
  }
}
