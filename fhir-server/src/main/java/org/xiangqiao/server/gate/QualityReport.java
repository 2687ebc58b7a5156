package org.xiangqiao.server.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Period;
import org.xiangqiao.server.gate.QualityLedger.Sum;

/**
 * Counts of the ledger as a MeasureReport (R4 measurereport.html): a group for each sender and
 * type, how many resources were checked, refused and tagged, and for each broken rule how many
 * broke it.
 */
final class QualityReport {

  static final String MEASURE = "https://fhir.xiangqiao.org/Measure/record-quality";
  static final String COUNTS = "https://fhir.xiangqiao.org/CodeSystem/record-quality";

  private final Instant now;
  private final LocalDate from;
  private final LocalDate to;

  QualityReport(Instant now, LocalDate from, LocalDate to) {
    this.now = now;
    this.from = from;
    this.to = to;
  }

  /**
   * @param sums in the order of sender and type
   */
  MeasureReport of(List<Sum> sums) {
    MeasureReport report =
        new MeasureReport()
            .setStatus(MeasureReportStatus.COMPLETE)
            .setType(MeasureReportType.SUMMARY)
            .setMeasure(MEASURE)
            .setDate(Date.from(now))
            .setPeriod(
                new Period()
                    .setStartElement(new DateTimeType(from.toString()))
                    .setEndElement(new DateTimeType(to.toString())));
    MeasureReportGroupComponent group = null;
    String last = null;
    for (Sum sum : sums) {
      String title = sum.sender() + " " + sum.type();
      if (!title.equals(last)) {
        last = title;
        group = report.addGroup().setCode(new CodeableConcept().setText(title));
      }
      add(group, sum);
    }
    return report;
  }

  private static void add(MeasureReportGroupComponent group, Sum sum) {
    int number = (int) Math.min(Integer.MAX_VALUE, sum.number());
    CodeableConcept code =
        new CodeableConcept(new Coding().setSystem(COUNTS).setCode(sum.outcome()));
    if (sum.rule().isEmpty()) {
      group.addPopulation().setCode(code).setCount(number);
      return;
    }
    if (!group.hasStratifier()) {
      group.addStratifier().addCode().setText("rule");
    }
    StratifierGroupComponent stratum = group.getStratifierFirstRep().addStratum();
    stratum.setValue(new CodeableConcept().setText(sum.rule()));
    stratum.addPopulation().setCode(code).setCount(number);
  }
}
