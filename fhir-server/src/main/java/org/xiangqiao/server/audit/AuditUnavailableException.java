package org.xiangqiao.server.audit;

/** The audit trail cannot be written, so the access must not be answered. */
class AuditUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  AuditUnavailableException(String why, Throwable cause) {
    super(why, cause);
  }
}
