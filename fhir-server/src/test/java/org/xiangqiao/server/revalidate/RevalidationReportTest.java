package org.xiangqiao.server.revalidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.junit.jupiter.api.Test;
import org.xiangqiao.server.revalidate.ReportLine.Key;
import org.xiangqiao.terminology.validation.Finding;

class RevalidationReportTest {

  @Test
  void theTableIsSafeForASpreadsheet() {
    String csv =
        RevalidationReport.csv(
            List.of(
                new ReportLine(new Key("Patient", "emr, \"old\"", "", ""), 3, 1, List.of()),
                new ReportLine(
                    new Key("Patient", "=1+1", "urn:p", "dom-2"),
                    0,
                    1,
                    List.of("Patient/1", "Patient/2"))));
    assertThat(csv)
        .isEqualTo(
            "type,sender,profile,rule,checked,broken,examples\r\n"
                + "Patient,\"emr, \"\"old\"\"\",,,3,1,\r\n"
                + "Patient,'=1+1,urn:p,dom-2,,1,Patient/1 Patient/2\r\n");
  }

  @Test
  void whatAReportHasNoRoomForIsCountedTogether() {
    Tally tally = new Tally(1, 3, List.of());
    tally.add("Patient", "a", "Patient/1", List.of(error("r-1"), error("r-2"), error("r-2")));
    tally.add("Patient", "a", "Patient/2", List.of(error("r-3"), error("r-4"), error("r-1")));
    assertThat(tally.checked()).isEqualTo(2);
    assertThat(tally.broken()).isEqualTo(2);
    List<ReportLine> lines = tally.take();
    assertThat(lines)
        .extracting(line -> line.key().rule() + " " + line.broken() + " " + line.examples())
        .containsExactlyInAnyOrder(
            " 2 []", "r-1 2 [Patient/1]", "r-2 1 [Patient/1]", Tally.FURTHER + " 1 [Patient/2]");
    assertThat(tally.take()).isEmpty();
  }

  private static Finding error(String rule) {
    return new Finding(
        IssueSeverity.ERROR, IssueType.INVARIANT, "Patient", rule, rule, List.of(), null);
  }
}
