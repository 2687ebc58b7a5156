package org.xiangqiao.server.fhirpackage.installed;

import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** Texts of everything that a package may be refused for. */
final class PackageFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.fhirpackage.installed.installed");

  private static final Map<String, Integer> STATUS =
      Map.of(
          "package-there", 409,
          "package-shipped", 409,
          "package-unknown", 404,
          "package-too-long", 413,
          "package-busy", 429);

  private PackageFaults() {}

  static Fault of(PackageFinding finding) {
    int status = STATUS.getOrDefault(finding.rule(), 400);
    IssueType type =
        switch (status) {
          case 409 -> IssueType.CONFLICT;
          case 404 -> IssueType.NOTFOUND;
          case 413 -> IssueType.TOOLONG;
          case 429 -> IssueType.THROTTLED;
          default -> IssueType.INVALID;
        };
    return TEXTS.fault(
        status, type, finding.rule(), finding.element(), finding.arguments().toArray());
  }
}
