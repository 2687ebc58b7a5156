package org.xiangqiao.server.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.gate.QualityLedger.Sum;

class QualityReportTest {

  private final QualityReport report =
      new QualityReport(
          Instant.parse("2026-11-02T00:00:00Z"),
          LocalDate.of(2026, 11, 1),
          LocalDate.of(2026, 11, 2));

  @Test
  void aSenderWithoutFindingsHasNoStratifier() {
    MeasureReport made =
        report.of(
            List.of(
                new Sum("emr-1", "Patient", "checked", "", 3),
                new Sum("emr-2", "Patient", "checked", "", 2),
                new Sum("emr-2", "Patient", "refused", "", 1),
                new Sum("emr-2", "Patient", "refused", "too-few", 1)));
    assertThat(made.getGroup()).hasSize(2);
    assertThat(made.getGroup().get(0).getStratifier()).isEmpty();
    assertThat(made.getGroup().get(1).getStratifier()).hasSize(1);
    assertThat(made.getGroup().get(1).getStratifierFirstRep().getStratumFirstRep().getValue())
        .extracting("text")
        .hasToString("too-few");
  }
}
