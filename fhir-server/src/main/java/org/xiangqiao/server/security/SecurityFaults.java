package org.xiangqiao.server.security;

import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultTexts;
import org.xiangqiao.server.security.scope.ScopeException;

/** The refusals of security and administration, in Chinese and English. */
public final class SecurityFaults {

  private static final FaultTexts TEXTS = new FaultTexts("org.xiangqiao.server.security.problems");

  private SecurityFaults() {}

  /** No token, or one that is expired, forged or of another issuer. */
  public static Fault unauthenticated(boolean tokenSent) {
    return TEXTS.fault(
        401, IssueType.LOGIN, tokenSent ? "token-invalid" : "token-missing", "http.authorization");
  }

  /**
   * @param scope the narrowest that would do
   * @param place entry of a bundle, or empty
   */
  public static Fault scopeMissing(String scope, String place) {
    return TEXTS.fault(403, IssueType.FORBIDDEN, "scope-missing", place, scope);
  }

  /** An address that nobody may use. */
  public static Fault forbidden() {
    return TEXTS.fault(403, IssueType.FORBIDDEN, "forbidden", "");
  }

  public static Fault authorizationUnavailable() {
    return TEXTS.fault(503, IssueType.TRANSIENT, "authorization-unavailable", "");
  }

  public static Fault unavailable() {
    return TEXTS.fault(503, IssueType.TRANSIENT, "unavailable", "");
  }

  public static Fault auditUnavailable() {
    return TEXTS.fault(503, IssueType.TRANSIENT, "audit-unavailable", "");
  }

  /**
   * @param place property or JSON field
   */
  public static Fault invalid(String rule, String place, Object... arguments) {
    return TEXTS.fault(422, IssueType.INVALID, rule, place, arguments);
  }

  /** A scope that this server does not grant, and why. */
  public static Fault scope(ScopeException refused, String place) {
    String rule = "scope-" + refused.reason().name().toLowerCase(java.util.Locale.ROOT);
    return TEXTS.fault(422, IssueType.NOTSUPPORTED, rule, place, refused.scope());
  }

  public static Fault conflict(String rule, Object... arguments) {
    return TEXTS.fault(409, IssueType.CONFLICT, rule, "", arguments);
  }

  public static Fault notFound(String rule, Object... arguments) {
    return TEXTS.fault(404, IssueType.NOTFOUND, rule, "", arguments);
  }
}
