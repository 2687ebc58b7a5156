package org.xiangqiao.server.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a {@link PostgresProblem} at start-up as what it is and its way out, not a stack trace. */
class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<PostgresProblem> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, PostgresProblem cause) {
    return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
  }
}
