package org.xiangqiao.server.audit;

/** What was done, as letters of AuditEvent.action, with searching told apart from executing. */
public enum AuditAction {
  CREATE("C", "C"),
  READ("R", "R"),
  UPDATE("U", "U"),
  DELETE("D", "D"),
  EXECUTE("E", "E"),
  SEARCH("S", "E");

  private final String code;
  private final String fhir;

  AuditAction(String code, String fhir) {
    this.code = code;
    this.fhir = fhir;
  }

  /** As in the database. */
  public String code() {
    return code;
  }

  /** As in AuditEvent.action (R4 value set audit-event-action). */
  public String fhir() {
    return fhir;
  }

  static AuditAction of(String code) {
    for (AuditAction action : values()) {
      if (action.code.equals(code)) {
        return action;
      }
    }
    throw new IllegalArgumentException(code);
  }
}
