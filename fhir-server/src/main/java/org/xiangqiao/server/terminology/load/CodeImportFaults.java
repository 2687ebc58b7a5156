package org.xiangqiao.server.terminology.load;

import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.server.rest.problem.LocalText;
import org.xiangqiao.terminology.service.load.RowProblem;
import org.xiangqiao.terminology.service.load.SourceProblem;

/** Texts of everything that an import of codes may be refused for, file by file and row by row. */
public final class CodeImportFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.terminology.load.load");

  private static final Map<String, Integer> STATUS =
      Map.of(
          "load-version-there", 409,
          "switch-overtaken", 409,
          "switch-remove-current", 409,
          "switch-no-former", 409,
          "switch-unknown", 404,
          "load-upload-gone", 409,
          "load-unknown", 404,
          "load-too-many", 429,
          "load-file-too-long", 413);

  private CodeImportFaults() {}

  public static Fault of(SourceProblem problem) {
    int status = STATUS.getOrDefault(problem.rule(), 400);
    IssueType type =
        switch (status) {
          case 409 -> IssueType.CONFLICT;
          case 404 -> IssueType.NOTFOUND;
          case 429 -> IssueType.THROTTLED;
          case 413 -> IssueType.TOOLONG;
          default -> IssueType.INVALID;
        };
    return TEXTS.fault(status, type, problem.rule(), "", problem.arguments().toArray());
  }

  public static LocalText text(RowProblem problem) {
    return TEXTS.text(problem.rule(), problem.arguments().toArray());
  }

  public static LocalText remedy(RowProblem problem) {
    return TEXTS.text(problem.rule() + ".remedy", problem.arguments().toArray());
  }

  static Fault unknown() {
    return of(new SourceProblem("load-unknown"));
  }

  static Fault option(String name, Object value) {
    return TEXTS.fault(400, IssueType.INVALID, "load-option", "http." + name, name, value);
  }
}
