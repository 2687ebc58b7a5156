package org.xiangqiao.server.security.scope;

/** A scope that this server does not grant, and why. Texts are in {@code security_*.properties}. */
public class ScopeException extends RuntimeException {

  /** Why a scope is refused; the name is part of the message key. */
  public enum Reason {
    /** Not of the form that SMART or this server defines. */
    MALFORMED,
    /** {@code system/Observation.rs?category=…}: finer than this server enforces. */
    QUERY,
    /** {@code patient/} and {@code user/} need a person, and this grant has none. */
    CONTEXT,
    /** A resource type that FHIR R4 does not know. */
    TYPE
  }

  private final String scope;
  private final Reason reason;

  public ScopeException(String scope, Reason reason) {
    super("scope " + scope + " refused: " + reason.name().toLowerCase(java.util.Locale.ROOT));
    this.scope = scope;
    this.reason = reason;
  }

  public String scope() {
    return scope;
  }

  public Reason reason() {
    return reason;
  }
}
