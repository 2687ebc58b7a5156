package org.xiangqiao.integration.ledger;

/**
 * Another thread or node changed the message's state first; read the entry and its answer again.
 */
public class LedgerConflictException extends RuntimeException {

  private final long messageId;

  public LedgerConflictException(long messageId, Throwable cause) {
    super("message " + messageId + " was processed elsewhere", cause);
    this.messageId = messageId;
  }

  public long messageId() {
    return messageId;
  }
}
