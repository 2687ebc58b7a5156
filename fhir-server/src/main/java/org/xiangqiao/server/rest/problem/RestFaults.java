package org.xiangqiao.server.rest.problem;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** The rules of the REST layer itself, one method each where the place or status is not obvious. */
public final class RestFaults {

  private static final FaultTexts TEXTS =
      new FaultTexts("org.xiangqiao.server.rest.problem.problems");

  private RestFaults() {}

  public static Fault invalid(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.INVALID, rule, place, arguments);
  }

  public static Fault structure(String rule, String place, Object... arguments) {
    return TEXTS.fault(400, IssueType.STRUCTURE, rule, place, arguments);
  }

  public static Fault of(
      int status, IssueType type, String rule, String place, Object... arguments) {
    return TEXTS.fault(status, type, rule, place, arguments);
  }

  public static Fault notFound(String type, String id) {
    return TEXTS.fault(404, IssueType.NOTFOUND, "not-found", "", type, id);
  }

  public static Fault gone(String type, String id) {
    return TEXTS.fault(410, IssueType.DELETED, "gone", "", type, id);
  }

  public static Fault unknownType(String type) {
    return TEXTS.fault(404, IssueType.NOTSUPPORTED, "unknown-type", "", type);
  }

  public static Fault notAllowed(String method, String path) {
    return TEXTS.fault(405, IssueType.NOTSUPPORTED, "method-not-allowed", "", method, path);
  }

  public static Fault notAcceptable(String asked) {
    return TEXTS.fault(406, IssueType.NOTSUPPORTED, "not-acceptable", "http.accept", asked);
  }

  public static Fault unsupportedMediaType(String sent) {
    return TEXTS.fault(
        415, IssueType.NOTSUPPORTED, "unsupported-media-type", "http.content-type", sent);
  }

  public static Fault tooLarge(long limit) {
    return TEXTS.fault(413, IssueType.TOOLONG, "body-too-large", "", limit);
  }

  public static Fault urlTooLong(int limit) {
    return TEXTS.fault(414, IssueType.TOOLONG, "url-too-long", "", limit);
  }

  public static Fault preconditionFailed(String rule, String place, Object... arguments) {
    return TEXTS.fault(412, IssueType.CONFLICT, rule, place, arguments);
  }

  /** Something of ours broke; the request id leads to the log. */
  public static Fault internal(String requestId) {
    return TEXTS.fault(500, IssueType.EXCEPTION, "internal-error", "", requestId);
  }

  /** Anything that only has an HTTP status. */
  public static Fault ofStatus(int status) {
    return switch (status) {
      case 400 -> TEXTS.fault(status, IssueType.INVALID, "bad-request", "");
      case 401 -> TEXTS.fault(status, IssueType.LOGIN, "unauthorized", "");
      case 403 -> TEXTS.fault(status, IssueType.FORBIDDEN, "forbidden", "");
      case 404 -> TEXTS.fault(status, IssueType.NOTFOUND, "no-such-address", "");
      case 405 -> TEXTS.fault(status, IssueType.NOTSUPPORTED, "method-not-supported", "");
      case 413, 414, 431 -> TEXTS.fault(status, IssueType.TOOLONG, "request-too-long", "");
      case 504 -> TEXTS.fault(status, IssueType.TIMEOUT, "timeout", "");
      case 503 -> TEXTS.fault(status, IssueType.TRANSIENT, "unavailable", "");
      default ->
          status < 500
              ? TEXTS.fault(status, IssueType.PROCESSING, "refused", "", status)
              : TEXTS.fault(status, IssueType.EXCEPTION, "failed", "", status);
    };
  }

  /** Not a refusal: told beside the results of a lenient search. */
  public static Fault ignored(java.util.Collection<String> parameters) {
    return TEXTS.fault(
        200, IssueType.NOTSUPPORTED, "parameters-ignored", "", String.join(", ", parameters));
  }

  /** Not a refusal: what went along with a cascading deletion. */
  public static Fault cascaded(int number, String byType, String names) {
    return TEXTS.fault(200, IssueType.INFORMATIONAL, "cascaded", "", number, byType, names);
  }

  /** Not a refusal: how many resources a deletion removed. */
  public static LocalText deleted(int count) {
    return TEXTS.text("deleted", count);
  }

  static LocalText done() {
    return TEXTS.text("done");
  }
}
