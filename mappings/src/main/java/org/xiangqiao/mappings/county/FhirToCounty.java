package org.xiangqiao.mappings.county;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Immunization.ImmunizationPerformerComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.FhirGender;

/** FHIR to the county immunization platform's form (县级免疫规划平台). */
public final class FhirToCounty implements CountyImmunizationMapping {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final CountyForm form;
  private final CountyResident residents;
  private final String vaccineSystem;
  private final String siteSystem;
  private final String routeSystem;

  public FhirToCounty(CodeTables tables) {
    this.form = new CountyForm();
    this.residents = new CountyResident(FhirGender.load(), tables.familyRelationships().system());
    this.vaccineSystem = tables.vaccineProducts().system();
    this.siteSystem = tables.immunizationSites().system();
    this.routeSystem = tables.immunizationRoutes().system();
  }

  @Override
  public CountyImmunizationMessage toCounty(
      String messageId, String operation, Immunization immunization, Patient patient) {
    CountyImmunizationMessage message =
        new CountyImmunizationMessage(
            messageId,
            form.operation(operation, immunization),
            immunization.getIdElement().getIdPart(),
            version(immunization),
            patient == null ? null : residents.map(patient),
            dose(immunization),
            form.status(immunization),
            FhirValues.text(immunization.getStatusReason()),
            organization(immunization, patient));
    new CountyRules(operation, immunization, patient).check(message);
    return message;
  }

  private CountyImmunizationMessage.Dose dose(Immunization dose) {
    return new CountyImmunizationMessage.Dose(
        FhirValues.code(dose.getVaccineCode(), vaccineSystem).orElse(null),
        FhirValues.display(dose.getVaccineCode(), vaccineSystem).orElse(null),
        doseNumber(dose),
        dose.getLotNumber(),
        dose.getManufacturer().getDisplay(),
        expiry(dose),
        vaccinatedAt(dose),
        FhirValues.code(dose.getSite(), siteSystem).orElse(null),
        FhirValues.code(dose.getRoute(), routeSystem).orElse(null),
        dose.hasDoseQuantity() ? quantity(dose.getDoseQuantity()) : null,
        performer(dose),
        dose.hasPrimarySource() && !dose.getPrimarySource());
  }

  private static long version(Immunization dose) {
    String version = dose.getMeta().getVersionId();
    return version == null ? 0 : Long.parseLong(version);
  }

  private static Integer doseNumber(Immunization dose) {
    return dose.hasProtocolApplied()
            && dose.getProtocolAppliedFirstRep().hasDoseNumberPositiveIntType()
        ? dose.getProtocolAppliedFirstRep().getDoseNumberPositiveIntType().getValue()
        : null;
  }

  /** A lot that expires in a month expires on its last day. */
  private static LocalDate expiry(Immunization dose) {
    return dose.hasExpirationDate()
        ? FhirValues.lastDay(dose.getExpirationDateElement().asStringValue())
        : null;
  }

  /** Day only: the beginning of that day in China. */
  private static OffsetDateTime vaccinatedAt(Immunization dose) {
    if (!dose.hasOccurrenceDateTimeType()) {
      return null;
    }
    String text = dose.getOccurrenceDateTimeType().asStringValue();
    if (text.length() < 10) {
      return null;
    }
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay(ZONE).toOffsetDateTime()
        : OffsetDateTime.parse(text).atZoneSameInstant(ZONE).toOffsetDateTime();
  }

  private static String quantity(Quantity quantity) {
    String unit = quantity.hasUnit() ? " " + quantity.getUnit() : "";
    return quantity.getValue().toPlainString() + unit;
  }

  private static String performer(Immunization dose) {
    return dose.getPerformer().stream()
        .map(ImmunizationPerformerComponent::getActor)
        .filter(actor -> actor.hasDisplay() && !isOrganization(actor))
        .map(Reference::getDisplay)
        .findFirst()
        .orElse(null);
  }

  /** Who gave it, else who looks after the resident. */
  private static String organization(Immunization dose, Patient patient) {
    Optional<String> performer =
        dose.getPerformer().stream()
            .map(ImmunizationPerformerComponent::getActor)
            .filter(FhirToCounty::isOrganization)
            .map(actor -> actor.getReferenceElement().getIdPart())
            .findFirst();
    return performer.orElseGet(
        () ->
            patient == null
                ? null
                : patient.getManagingOrganization().getReferenceElement().getIdPart());
  }

  private static boolean isOrganization(Reference actor) {
    return "Organization".equals(actor.getReferenceElement().getResourceType());
  }
}
