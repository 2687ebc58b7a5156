package org.xiangqiao.server.rest.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.RestFaults;

/**
 * Answers what the container refuses before any filter sees it (a request line that is no HTTP,
 * headers beyond the limit): an OperationOutcome and never a page that names the container.
 */
public final class ContainerErrors extends ErrorReportValve {

  private final OperationOutcomes outcomes;

  public ContainerErrors(OperationOutcomes outcomes) {
    this.outcomes = outcomes;
    setShowReport(false);
    setShowServerInfo(false);
  }

  /** What is refused already goes no further: no error page, no filter. */
  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (response.isErrorReportRequired()) {
      response.setSuspended(false);
      report(request, response, null);
    } else {
      super.invoke(request, response);
    }
  }

  @Override
  protected void report(Request request, Response response, Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      response.setHeader(RequestId.HEADER, RequestId.assign(request, null));
      outcomes.write(request.getRequest(), response.getResponse(), RestFaults.ofStatus(status));
    } catch (IOException gone) {
      containerLog.debug("client closed the connection before the refusal was sent");
    }
  }
}
