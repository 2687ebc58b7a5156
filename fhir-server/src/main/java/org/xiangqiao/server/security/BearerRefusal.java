package org.xiangqiao.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;

/**
 * Refusals in the form of RFC 6750 ({@code WWW-Authenticate}), with an OperationOutcome under
 * {@code /fhir} and problem details (RFC 9457) elsewhere.
 */
final class BearerRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final BearerTokenAuthenticationEntryPoint unauthenticated =
      new BearerTokenAuthenticationEntryPoint();
  private final BearerTokenAccessDeniedHandler denied = new BearerTokenAccessDeniedHandler();
  private final OperationOutcomes outcomes;
  private final ProblemDetails problems;

  BearerRefusal(OperationOutcomes outcomes, ProblemDetails problems) {
    this.outcomes = outcomes;
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    if (refused instanceof AuthenticationServiceException) {
      write(request, response, SecurityFaults.authorizationUnavailable());
      return;
    }
    unauthenticated.commence(request, response, refused);
    write(
        request,
        response,
        SecurityFaults.unauthenticated(refused instanceof InvalidBearerTokenException));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
      throws IOException {
    denied.handle(request, response, refused);
    write(
        request,
        response,
        AdminScopes.neededFor(request)
            .map(scope -> SecurityFaults.scopeMissing(scope.text(), ""))
            .orElseGet(SecurityFaults::forbidden));
  }

  private void write(HttpServletRequest request, HttpServletResponse response, Fault fault)
      throws IOException {
    if (request.getServletPath().startsWith("/fhir")) {
      outcomes.write(request, response, fault);
    } else {
      problems.write(request, response, fault);
    }
  }
}
