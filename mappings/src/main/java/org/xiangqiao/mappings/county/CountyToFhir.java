package org.xiangqiao.mappings.county;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.county.CountyImmunizationMessage.Dose;
import org.xiangqiao.mappings.county.CountyImmunizationMessage.Resident;
import org.xiangqiao.terminology.CodeTable;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.FhirGender;
import org.xiangqiao.terminology.NationalIdentifier;

/**
 * The county platform's form back to FHIR, for comparing what it holds with what we hold. Turned
 * into the platform's form again it gives the same message.
 */
public final class CountyToFhir {

  /** One dose and its resident, with the logical ids that we sent. */
  public record Facts(Immunization immunization, Patient patient) {}

  private final CodeTables tables;
  private final FhirGender genders = FhirGender.load();
  private final CountyForm form = new CountyForm();

  public CountyToFhir(CodeTables tables) {
    this.tables = tables;
  }

  public Facts fromCounty(CountyImmunizationMessage message) {
    Patient patient = patient(message.resident());
    Immunization immunization = immunization(message.dose());
    immunization.setId(message.recordId());
    immunization.getMeta().setVersionId(String.valueOf(message.recordVersion()));
    immunization.setPatient(new Reference("Patient/" + message.resident().residentId()));
    immunization.setStatus(form.fhirStatus(message.status()));
    if (message.statusReason() != null) {
      immunization.setStatusReason(new CodeableConcept().setText(message.statusReason()));
    }
    if (message.organizationId() != null) {
      Reference organization = new Reference("Organization/" + message.organizationId());
      if (message.dose().historical()) {
        patient.setManagingOrganization(organization);
      } else {
        immunization.addPerformer().setActor(organization);
      }
    }
    return new Facts(immunization, patient);
  }

  private Patient patient(Resident resident) {
    Patient patient = new Patient();
    patient.setId(resident.residentId());
    if (resident.idCard() != null) {
      patient
          .addIdentifier()
          .setSystem(NationalIdentifier.IDENTITY_CARD.system())
          .setValue(resident.idCard());
    }
    patient.addName().setText(resident.name());
    genders.toFhir(resident.sex()).ifPresent(patient::setGender);
    if (resident.birthDate() != null) {
      patient.setBirthDateElement(new DateType(resident.birthDate().toString()));
    }
    if (resident.phone() != null) {
      patient.addTelecom().setSystem(ContactPointSystem.PHONE).setValue(resident.phone());
    }
    if (resident.address() != null) {
      patient.addAddress().setText(resident.address());
    }
    guardian(resident, patient);
    return patient;
  }

  private void guardian(Resident resident, Patient patient) {
    if (resident.guardianName() == null && resident.guardianRelation() == null) {
      return;
    }
    ContactComponent guardian = patient.addContact();
    if (resident.guardianName() != null) {
      guardian.getName().setText(resident.guardianName());
    }
    if (resident.guardianRelation() != null) {
      guardian.addRelationship(concept(tables.familyRelationships(), resident.guardianRelation()));
    }
  }

  private Immunization immunization(Dose dose) {
    Immunization immunization = new Immunization();
    immunization.setVaccineCode(concept(tables.vaccineProducts(), dose.vaccineCode()));
    immunization.setOccurrence(new DateTimeType(FhirValues.seconds(dose.vaccinatedAt())));
    immunization.setPrimarySource(!dose.historical());
    immunization.setLotNumber(dose.lotNumber());
    if (dose.doseNumber() != null) {
      immunization.addProtocolApplied().setDoseNumber(new PositiveIntType(dose.doseNumber()));
    }
    if (dose.manufacturer() != null) {
      immunization.setManufacturer(new Reference().setDisplay(dose.manufacturer()));
    }
    if (dose.expirationDate() != null) {
      immunization.setExpirationDateElement(new DateType(dose.expirationDate().toString()));
    }
    if (dose.siteCode() != null) {
      immunization.setSite(concept(tables.immunizationSites(), dose.siteCode()));
    }
    if (dose.routeCode() != null) {
      immunization.setRoute(concept(tables.immunizationRoutes(), dose.routeCode()));
    }
    if (dose.doseQuantity() != null) {
      immunization.setDoseQuantity(quantity(dose.doseQuantity()));
    }
    if (dose.performer() != null) {
      immunization.addPerformer().setActor(new Reference().setDisplay(dose.performer()));
    }
    return immunization;
  }

  /** {@code 0.5 mL}: number, space, unit. */
  private static Quantity quantity(String text) {
    int space = text.indexOf(' ');
    Quantity quantity = new Quantity();
    quantity.setValue(new BigDecimal(space < 0 ? text : text.substring(0, space)));
    return space < 0 ? quantity : quantity.setUnit(text.substring(space + 1));
  }

  private static CodeableConcept concept(CodeTable table, String code) {
    return new CodeableConcept(
        table.coding(code).orElseGet(() -> new Coding().setSystem(table.system()).setCode(code)));
  }
}
