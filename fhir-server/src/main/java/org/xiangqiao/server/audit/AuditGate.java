package org.xiangqiao.server.audit;

/** Opens when the audit of an answer is durable. */
@FunctionalInterface
interface AuditGate {

  /**
   * @param status that the answer is about to have
   * @return false when the answer must not leave
   */
  boolean open(int status);
}
