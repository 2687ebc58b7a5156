package org.xiangqiao.server.graph;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** Why there is no graph. */
final class GraphFaults {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.graph.graph");

  private GraphFaults() {}

  /**
   * @param place FHIRPath into the GraphDefinition, or a parameter
   */
  static FaultException invalid(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments).exception();
  }

  static FaultException unknown(String rule, Object... arguments) {
    return TEXTS.fault(404, IssueType.NOTFOUND, rule, "http.graph", arguments).exception();
  }

  /** More than one graph may hold. */
  static FaultException tooCostly(String rule, Object... arguments) {
    return TEXTS.fault(413, IssueType.TOOCOSTLY, rule, "", arguments).exception();
  }
}
