package org.xiangqiao.server.graphql;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.rest.problem.FaultTexts;

/** Why a query is refused. */
final class GraphqlFaults {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.graphql.graphql");

  private GraphqlFaults() {}

  static FaultException invalid(String rule, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, "", arguments).exception();
  }

  /** More than one query may ask for. */
  static FaultException tooCostly(String rule, Object... arguments) {
    return TEXTS.fault(400, IssueType.TOOCOSTLY, rule, "", arguments).exception();
  }
}
