package org.xiangqiao.server.rest.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;

/** Turns {@code sendError} of anything behind into an OperationOutcome. */
final class ErrorsAsOutcomes extends HttpServletResponseWrapper {

  private final HttpServletRequest request;
  private final OperationOutcomes outcomes;

  ErrorsAsOutcomes(
      HttpServletRequest request, HttpServletResponse response, OperationOutcomes outcomes) {
    super(response);
    this.request = request;
    this.outcomes = outcomes;
  }

  @Override
  public void sendError(int status) throws IOException {
    outcomes.write(request, (HttpServletResponse) getResponse(), RestFaults.ofStatus(status));
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    sendError(status);
  }
}
