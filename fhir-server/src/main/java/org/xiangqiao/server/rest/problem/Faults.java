package org.xiangqiao.server.rest.problem;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;

/** Tells for any exception which {@link Fault}s the sender is to see. */
final class Faults {

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private Faults() {}

  static List<Fault> of(Throwable thrown, String requestId) {
    for (Throwable cause = thrown; cause != null; cause = next(cause)) {
      if (cause instanceof FaultException refusal) {
        return refusal.faults();
      }
      if (cause instanceof StoreException refusal) {
        return refusal.problems().stream().map(Faults::of).toList();
      }
      if (cause instanceof DataAccessException access && cancelled(access)) {
        return List.of(RestFaults.ofStatus(504));
      }
      if (cause instanceof CannotCreateTransactionException
          || cause instanceof TransientDataAccessException
          || cause instanceof NonTransientDataAccessResourceException
          || cause instanceof SQLException sql && connectionLost(sql)) {
        LOG.warn("database not reachable: {}", cause.getClass().getSimpleName());
        return List.of(RestFaults.ofStatus(503));
      }
      if (cause instanceof RequestRejectedException) {
        return List.of(RestFaults.ofStatus(400));
      }
      if (cause instanceof DataFormatException) {
        return List.of(RestFaults.structure("content-unreadable", ""));
      }
      if (cause instanceof BaseServerResponseException refusal
          && refusal.getStatusCode() < 500
          && next(cause) == null) {
        return List.of(RestFaults.ofStatus(refusal.getStatusCode()));
      }
    }
    LOG.error("request failed", WithoutMessage.of(thrown));
    return List.of(RestFaults.internal(requestId));
  }

  private static Throwable next(Throwable thrown) {
    return thrown.getCause() == thrown ? null : thrown.getCause();
  }

  /** SQLSTATE 57014: a time limit of the database ended the statement. */
  private static boolean cancelled(DataAccessException thrown) {
    return thrown.getMostSpecificCause() instanceof SQLException sql
        && "57014".equals(sql.getSQLState());
  }

  /** SQLSTATE class 08: connection exception, 57P: shutdown, 53: insufficient resources. */
  private static boolean connectionLost(SQLException thrown) {
    String state = thrown.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
  }

  private static Fault of(StoreProblem problem) {
    StoreProblem.Kind kind = problem.kind();
    String place = problem.location();
    if (kind == StoreProblem.Kind.UNSUPPORTED_SEARCH && !place.isEmpty()) {
      place = "http." + place;
    }
    return new Fault(
        status(kind),
        problem.told() == null ? type(kind) : problem.told().code(),
        problem.key(),
        place,
        new LocalText(problem.text(Locale.ENGLISH), problem.text(Locale.CHINESE)),
        new LocalText(problem.remedy(Locale.ENGLISH), problem.remedy(Locale.CHINESE)),
        problem.told() == null ? null : problem.told().severity());
  }

  private static int status(StoreProblem.Kind kind) {
    return switch (kind) {
      case INVALID, UNSUPPORTED_SEARCH -> 400;
      case NOT_FOUND -> 404;
      case GONE, CURSOR_INVALID -> 410;
      case CONFLICT -> 409;
      case PRECONDITION_FAILED -> 412;
      case UNPROCESSABLE -> 422;
      case TOO_LARGE -> 413;
      case UNAVAILABLE -> 503;
      case TIMEOUT -> 504;
    };
  }

  private static IssueType type(StoreProblem.Kind kind) {
    return switch (kind) {
      case INVALID -> IssueType.INVALID;
      case UNSUPPORTED_SEARCH -> IssueType.NOTSUPPORTED;
      case NOT_FOUND -> IssueType.NOTFOUND;
      case GONE -> IssueType.DELETED;
      case CURSOR_INVALID -> IssueType.EXPIRED;
      case CONFLICT, PRECONDITION_FAILED -> IssueType.CONFLICT;
      case UNPROCESSABLE -> IssueType.BUSINESSRULE;
      case TOO_LARGE -> IssueType.TOOLONG;
      case UNAVAILABLE -> IssueType.TRANSIENT;
      case TIMEOUT -> IssueType.TIMEOUT;
    };
  }
}
