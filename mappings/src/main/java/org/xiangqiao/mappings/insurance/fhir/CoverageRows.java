package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** A row of {@code insuinfo} (参保信息) of 1101 as a coverage. */
final class CoverageRows {

  private static final String IN_FORCE = "1";

  private final Dictionaries dictionaries;

  CoverageRows(Dictionaries dictionaries) {
    this.dictionaries = dictionaries;
  }

  /** 正常参保; the status may be absent, then only a pause says otherwise. */
  static boolean inForce(Row row) {
    return row.text("psn_insu_stas")
        .map(IN_FORCE::equals)
        .orElseGet(() -> !row.has("paus_insu_date"));
  }

  Coverage coverage(Row row, Row person, List<Row> identities, Reference patient) {
    Coverage coverage = new Coverage();
    coverage.getMeta().addProfile(InsuranceSystems.extension("coverage"));
    identities.forEach(identity -> coverage.addExtension(identity(identity)));
    row.text("cvlserv_flag")
        .ifPresent(
            flag ->
                coverage.addExtension(
                    InsuranceSystems.extension("civil-servant"),
                    new BooleanType(flag.equals("1"))));
    row.text("emp_name")
        .ifPresent(
            name ->
                coverage.addExtension(
                    InsuranceSystems.extension("employer-name"), new StringType(name)));
    coverage.setStatus(inForce(row) ? CoverageStatus.ACTIVE : CoverageStatus.CANCELLED);
    coding(row, "insutype", "insutype")
        .ifPresent(type -> coverage.setType(new CodeableConcept(type)));
    person.text("psn_no").ifPresent(coverage::setSubscriberId);
    coverage.setBeneficiary(patient.copy());
    coverage.setRelationship(
        new CodeableConcept(
            new Coding(
                "http://terminology.hl7.org/CodeSystem/subscriber-relationship", "self", null)));
    period(row, coverage);
    row.text("insuplc_admdvs")
        .ifPresent(
            district ->
                coverage
                    .addPayor()
                    .setType("Organization")
                    .setIdentifier(
                        new Identifier().setSystem(InsuranceSystems.DISTRICT).setValue(district)));
    personType(row, coverage);
    return coverage;
  }

  /** Cancelled insurance has an end: when the platform names none, that it is not known. */
  private static void period(Row row, Coverage coverage) {
    Period period = new Period();
    row.text("psn_insu_date").flatMap(Values::moment).ifPresent(period::setStartElement);
    row.text("paus_insu_date").flatMap(Values::moment).ifPresent(period::setEndElement);
    if (!period.hasEnd() && !inForce(row)) {
      DateTimeType end = new DateTimeType();
      end.addExtension(
          "http://hl7.org/fhir/StructureDefinition/data-absent-reason", new CodeType("unknown"));
      period.setEndElement(end);
    }
    if (!period.isEmpty()) {
      coverage.setPeriod(period);
    }
  }

  private void personType(Row row, Coverage coverage) {
    coding(row, "psn_type", "psn_type")
        .ifPresent(
            type ->
                coverage
                    .addClass_()
                    .setType(
                        new CodeableConcept(
                            new Coding(
                                "https://fhir.xiangqiao.org/CodeSystem/coverage-class",
                                "psn_type",
                                null)))
                    .setValue(type.getCode())
                    .setName(type.getDisplay()));
  }

  /** Its dictionaries are not at hand: the code, with its meaning once it was loaded (1901). */
  private Extension identity(Row row) {
    Extension identity = new Extension(InsuranceSystems.extension("insurance-identity"));
    coding(row, "psn_idet_type", "psn_idet_type")
        .ifPresent(type -> identity.addExtension("type", new CodeableConcept(type)));
    coding(row, "psn_type_lv", "psn_type_lv")
        .ifPresent(level -> identity.addExtension("level", new CodeableConcept(level)));
    Period period = new Period();
    row.text("begntime").flatMap(Values::moment).ifPresent(period::setStartElement);
    row.text("endtime").flatMap(Values::moment).ifPresent(period::setEndElement);
    if (!period.isEmpty()) {
      identity.addExtension("period", period);
    }
    row.text("memo").ifPresent(memo -> identity.addExtension("note", new StringType(memo)));
    return identity;
  }

  private Optional<Coding> coding(Row row, String key, String dictionary) {
    return row.text(key)
        .map(
            code ->
                new Coding(
                    InsuranceSystems.dictionary(dictionary),
                    code,
                    dictionaries
                        .find(dictionary)
                        .flatMap(known -> known.meaning(code))
                        .orElse(null)));
  }
}
