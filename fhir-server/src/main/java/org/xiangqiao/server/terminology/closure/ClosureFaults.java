package org.xiangqiao.server.terminology.closure;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** What {@code $closure} refuses. */
final class ClosureFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.terminology.closure.closure");

  private ClosureFaults() {}

  /** The address of a relation is one row of an index, and bounded. */
  static FaultException tooLong(int most) {
    return TEXTS.fault(400, IssueType.TOOLONG, "closure-too-long", "concept", most).exception();
  }

  static FaultException tooMany(int most) {
    return TEXTS
        .fault(413, IssueType.TOOCOSTLY, "closures-too-many", "http.name", most)
        .exception();
  }

  static FaultException unknown(String name) {
    return TEXTS.fault(404, IssueType.NOTFOUND, "closure-unknown", "http.name", name).exception();
  }

  static FaultException concept(String code, String system) {
    return TEXTS
        .fault(422, IssueType.CODEINVALID, "closure-concept", "concept", code, system)
        .exception();
  }

  static FaultException tooLarge(int most) {
    return TEXTS.fault(413, IssueType.TOOCOSTLY, "closure-too-large", "concept", most).exception();
  }

  static long number(String version) {
    try {
      return Long.parseLong(version);
    } catch (NumberFormatException malformed) {
      throw TEXTS
          .fault(400, IssueType.INVALID, "closure-version", "http.version", version)
          .exception();
    }
  }
}
