package org.xiangqiao.server.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.xiangqiao.integration.ledger.LedgerConflictException;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;
import org.xiangqiao.server.security.ProblemDetails;
import org.xiangqiao.server.security.SecurityFaults;

/** Every refusal of administration as problem details, RFC 9457. */
@RestControllerAdvice(basePackageClasses = AdminProblems.class)
class AdminProblems {

  private static final Logger LOG = LoggerFactory.getLogger(AdminProblems.class);

  private final ProblemDetails problems;

  AdminProblems(ProblemDetails problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(FaultException refused, HttpServletRequest request) {
    return answer(refused.faults(), request);
  }

  @ExceptionHandler({
    HttpMessageNotReadableException.class,
    HttpMediaTypeNotSupportedException.class
  })
  ResponseEntity<ProblemDetail> unreadable(Exception unreadable, HttpServletRequest request) {
    return answer(List.of(SecurityFaults.invalid("request-unreadable", "")), request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> badNumber(
      MethodArgumentTypeMismatchException bad, HttpServletRequest request) {
    return answer(
        List.of(SecurityFaults.invalid("filter-invalid", bad.getName(), bad.getName())), request);
  }

  /** Another node or person was faster. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> conflict(
      LedgerConflictException conflict, HttpServletRequest request) {
    return answer(List.of(SecurityFaults.conflict("message-changed")), request);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> unavailable(Exception failure, HttpServletRequest request) {
    LOG.error("database failed: {}", failure.getClass().getSimpleName());
    return answer(List.of(SecurityFaults.unavailable()), request);
  }

  private ResponseEntity<ProblemDetail> answer(List<Fault> faults, HttpServletRequest request) {
    return ResponseEntity.status(faults.get(0).status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problems.of(request, faults));
  }
}
