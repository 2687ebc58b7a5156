package org.xiangqiao.integration.insurance.clinic;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.xiangqiao.mappings.insurance.fhir.InsuranceSystems;

/**
 * A clinic's month as a MeasureReport (R4 measurereport.html): how many settlements, and sums of
 * bill, fund, account and cash, each in all and by insurance type.
 */
public final class ClinicMonthReport {

  static final String MEASURE = "https://fhir.xiangqiao.org/Measure/clinic-month";
  static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/clinic-month";

  private final YearMonth month;
  private final Instant now;

  public ClinicMonthReport(YearMonth month, Instant now) {
    this.month = month;
    this.now = now;
  }

  /**
   * @param sums of this clinic
   */
  public MeasureReport of(String code, ClinicSettings.Clinic clinic, List<ClinicSum> sums) {
    MeasureReport report =
        new MeasureReport()
            .setStatus(MeasureReportStatus.COMPLETE)
            .setType(MeasureReportType.SUMMARY)
            .setMeasure(MEASURE)
            .setDate(Date.from(now))
            .setSubject(organization(code).setDisplay(clinic.name()))
            .setReporter(organization(clinic.centre()))
            .setPeriod(
                new Period()
                    .setStartElement(new DateTimeType(month.atDay(1).toString()))
                    .setEndElement(new DateTimeType(month.atEndOfMonth().toString())));
    if (clinic.organization() != null) {
      report.getSubject().setReference("Organization/" + clinic.organization());
    }
    counts(report.addGroup().setCode(concept("settlements")), sums);
    amounts(report, "bill", sums, ClinicSum::bill);
    amounts(report, "fund", sums, ClinicSum::fund);
    amounts(report, "account", sums, ClinicSum::account);
    amounts(report, "cash", sums, ClinicSum::cash);
    return report;
  }

  private static void counts(MeasureReportGroupComponent group, List<ClinicSum> sums) {
    count(group, "settled", sums, ClinicSum::settled);
    count(group, "cancelled", sums, ClinicSum::cancelled);
    count(group, "disputed", sums, ClinicSum::disputed);
    for (ClinicSum sum : sums) {
      StratifierGroupComponent stratum = stratum(group, sum);
      stratum.addPopulation().setCode(concept("settled")).setCount((int) sum.settled());
      stratum.addPopulation().setCode(concept("cancelled")).setCount((int) sum.cancelled());
      stratum.addPopulation().setCode(concept("disputed")).setCount((int) sum.disputed());
    }
  }

  private static void count(
      MeasureReportGroupComponent group,
      String code,
      List<ClinicSum> sums,
      ToLongFunction<ClinicSum> number) {
    group
        .addPopulation()
        .setCode(concept(code))
        .setCount((int) sums.stream().mapToLong(number).sum());
  }

  private static void amounts(
      MeasureReport report,
      String code,
      List<ClinicSum> sums,
      Function<ClinicSum, BigDecimal> amount) {
    MeasureReportGroupComponent group = report.addGroup().setCode(concept(code));
    group.setMeasureScore(
        yuan(sums.stream().map(amount).reduce(new BigDecimal("0.00"), BigDecimal::add)));
    sums.forEach(sum -> stratum(group, sum).setMeasureScore(yuan(amount.apply(sum))));
  }

  private static StratifierGroupComponent stratum(
      MeasureReportGroupComponent group, ClinicSum sum) {
    if (!group.hasStratifier()) {
      group.addStratifier().addCode(concept("insurance-type"));
    }
    CodeableConcept type = new CodeableConcept();
    if (sum.insuranceType().isEmpty()) {
      type.setText("-");
    } else {
      type.addCoding()
          .setSystem(InsuranceSystems.dictionary("insutype"))
          .setCode(sum.insuranceType());
    }
    return group.getStratifierFirstRep().addStratum().setValue(type);
  }

  private static Quantity yuan(BigDecimal amount) {
    return new Quantity()
        .setValue(amount)
        .setUnit("元")
        .setSystem("urn:iso:std:iso:4217")
        .setCode("CNY");
  }

  private static CodeableConcept concept(String code) {
    return new CodeableConcept(new Coding().setSystem(CODES).setCode(code));
  }

  private static Reference organization(String code) {
    return new Reference()
        .setType("Organization")
        .setIdentifier(new Identifier().setSystem(InsuranceSystems.INSTITUTION).setValue(code));
  }
}
