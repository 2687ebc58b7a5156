package org.xiangqiao.server.rest;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.xiangqiao.server.rest.problem.OperationOutcomes;

/** Has every exception of the FHIR servlet rendered by {@link OperationOutcomes}. */
@Interceptor
public final class ErrorInterceptor {

  private final OperationOutcomes outcomes;

  ErrorInterceptor(OperationOutcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public BaseServerResponseException keep(Throwable thrown) {
    return thrown instanceof BaseServerResponseException known
        ? known
        : new InternalErrorException(thrown);
  }

  /** False: the answer is written, HAPI is to add nothing. */
  @Hook(Pointcut.SERVER_HANDLE_EXCEPTION)
  public boolean render(
      BaseServerResponseException thrown, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    outcomes.write(request, response, thrown);
    return false;
  }
}
