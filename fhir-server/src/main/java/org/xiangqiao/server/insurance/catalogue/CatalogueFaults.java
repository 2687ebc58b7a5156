package org.xiangqiao.server.insurance.catalogue;

import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.codes.RowProblem;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.server.rest.problem.LocalText;

/** Refusals and texts of catalogues and mappings. */
final class CatalogueFaults {

  /** Rows that an answer names; all of them are in the report as a table. */
  private static final int MOST_ROWS = 100;

  private final FaultTexts texts =
      new FaultTexts("org.xiangqiao.server.insurance.catalogue.catalogue");

  FaultException institution() {
    return fault(422, IssueType.BUSINESSRULE, "insurance-catalogue-institution", "institution");
  }

  FaultException kind(String value) {
    return fault(400, IssueType.INVALID, "insurance-codes-kind", "kind", value);
  }

  FaultException noFile() {
    return fault(400, IssueType.REQUIRED, "insurance-codes-no-file", "");
  }

  FaultException tooLong(int most) {
    return fault(413, IssueType.TOOLONG, "insurance-codes-too-long", "", most);
  }

  FaultException unreadable(MappingProblem problem) {
    return mapped(422, "", problem).exception();
  }

  FaultException period(int most) {
    return fault(400, IssueType.INVALID, "insurance-unmapped-period", "from", most);
  }

  FaultException parameter(String name, String value) {
    return fault(400, IssueType.INVALID, "insurance-catalogue-parameter", name, name, value);
  }

  FaultException catalogue(String infno) {
    return fault(422, IssueType.NOTSUPPORTED, "insurance-catalogue-unknown", "catalogue", infno);
  }

  /** The operator has to complete its file. */
  FaultException incomplete(String infno, String name) {
    return fault(
        422, IssueType.NOTSUPPORTED, "insurance-catalogue-fields", "catalogue", infno, name);
  }

  FaultException never(String infno) {
    return fault(404, IssueType.NOTFOUND, "insurance-catalogue-never", "catalogue", infno);
  }

  /** Nothing of a table was taken: why, row by row. */
  FaultException rows(List<RowProblem> problems) {
    return new FaultException(
        problems.stream()
            .limit(MOST_ROWS)
            .map(each -> mapped(422, "row " + each.row() + " " + each.column(), each.problem()))
            .toList());
  }

  LocalText text(String key, Object... arguments) {
    return texts.text(key, arguments);
  }

  private static Fault mapped(int status, String place, MappingProblem problem) {
    return new Fault(
        status,
        IssueType.INVALID,
        problem.rule(),
        place.strip(),
        new LocalText(problem.text(Locale.ENGLISH), problem.text(Locale.CHINESE)),
        new LocalText(problem.remedy(Locale.ENGLISH), problem.remedy(Locale.CHINESE)));
  }

  private FaultException fault(
      int status, IssueType type, String rule, String parameter, Object... arguments) {
    String place = parameter.isEmpty() ? "" : "http." + parameter;
    return texts.fault(status, type, rule, place, arguments).exception();
  }
}
