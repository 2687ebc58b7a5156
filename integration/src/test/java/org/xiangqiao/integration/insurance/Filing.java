package org.xiangqiao.integration.insurance;

import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.SupportingInformationComponent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/** What is filed in advance for the resident of a bill. */
final class Filing {

  private Filing() {}

  static Claim referral(Bill bill, String identifier) {
    Claim claim = filing(bill, identifier, "2026-06-30");
    info(claim, "refl_type").setCode(code("1", null));
    info(claim, "refl_date").setTiming(new DateType("2026-06-01"));
    value(claim, "refl_rea", new StringType("本院不具备进一步检查条件"));
    value(claim, "refl_opnn", new StringType("同意转上级医院"));
    info(claim, "mdtrtarea_admdvs").setCode(code("421300", null));
    return claim;
  }

  static Claim disease(Bill bill, String identifier) {
    Claim claim = filing(bill, identifier, "2028-05-31");
    info(claim, "opsp_dise_code").setCode(code("M03900", "高血压病"));
    info(claim, "hosp_ide_date").setTiming(new DateType("2026-05-30"));
    return claim;
  }

  private static Claim filing(Bill bill, String identifier, String end) {
    Claim claim = bill.claim(identifier);
    claim.setUse(Claim.Use.PREAUTHORIZATION);
    claim.getExtension().clear();
    claim.setItem(null);
    claim.setTotal(null);
    claim.setSubType(null);
    claim.setSupportingInfo(null);
    claim.setBillablePeriod(
        new Period()
            .setStartElement(new DateTimeType("2026-06-01"))
            .setEndElement(new DateTimeType(end)));
    claim.setFacility(
        new Reference()
            .setIdentifier(
                new Identifier().setSystem(InsuranceSystems.INSTITUTION).setValue("H42130000002"))
            .setDisplay("青河县人民医院"));
    return claim;
  }

  private static void value(Claim claim, String key, Type value) {
    info(claim, key).setValue(value);
  }

  static SupportingInformationComponent info(Claim claim, String key) {
    return claim
        .addSupportingInfo()
        .setSequence(claim.getSupportingInfo().size())
        .setCategory(
            new CodeableConcept(new Coding().setSystem(InsuranceSystems.FIELD).setCode(key)));
  }

  private static CodeableConcept code(String code, String name) {
    return new CodeableConcept(new Coding().setCode(code).setDisplay(name));
  }
}
