package org.xiangqiao.server.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.web.RequestId;
import org.xiangqiao.server.security.ProblemDetails;
import org.xiangqiao.server.security.SecurityFaults;

/**
 * Holds every answer that could hold a resident's data back until its access is in the audit trail.
 * Stands before security, so that refused accesses are recorded too.
 */
final class AuditFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(AuditFilter.class);

  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final AuditWriter writer;
  private final AccessRecords records;
  private final OperationOutcomes outcomes;
  private final ProblemDetails problems;

  AuditFilter(
      AuditWriter writer,
      AccessRecords records,
      OperationOutcomes outcomes,
      ProblemDetails problems) {
    this.writer = writer;
    this.records = records;
    this.outcomes = outcomes;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // A write leaves its own records: nobody has to wait for it.
    if (!READS.contains(request.getMethod())) {
      pass(request, response, chain);
      return;
    }
    writer.begun();
    try {
      pass(request, response, chain);
    } finally {
      writer.ended();
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    AuditedResponse audited =
        new AuditedResponse(
            response, status -> recorded(request, status), refusal -> refuse(request, refusal));
    try {
      chain.doFilter(request, audited);
    } catch (ServletException | IOException | RuntimeException failure) {
      recorded(request, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      throw failure;
    }
    audited.finish();
  }

  private boolean recorded(HttpServletRequest request, int status) {
    List<AuditRecord> access = records.of(request, status);
    if (access.isEmpty()) {
      return true;
    }
    try {
      if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
        // Nothing leaves; when the database is the reason, waiting for it would only add to it.
        writer.offer(access);
      } else if (DefinitionAnswers.only(request, status)) {
        writer.note(access);
      } else {
        writer.write(access);
      }
      return true;
    } catch (AuditUnavailableException unavailable) {
      LOG.error("audit cannot be written: {}", unavailable.getMessage());
      return status >= HttpServletResponse.SC_BAD_REQUEST;
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader(RequestId.HEADER, RequestId.of(request));
    if (request.getRequestURI().startsWith(request.getContextPath() + "/fhir")) {
      outcomes.write(request, response, SecurityFaults.auditUnavailable());
    } else {
      problems.write(request, response, SecurityFaults.auditUnavailable());
    }
  }
}
