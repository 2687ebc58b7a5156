package org.xiangqiao.integration.outbox;

import java.time.Duration;
import java.util.List;
import org.xiangqiao.integration.ledger.Problem;

/** What became of sending a message once. */
public sealed interface SendResult {

  /** The partner acknowledged this very message. */
  record Delivered(byte[] answer) implements SendResult {}

  /** The partner said no, with a reason: a person must look at it. */
  record Refused(List<Problem> problems, byte[] answer) implements SendResult {}

  /**
   * No answer that can be relied on: the same message will be sent again.
   *
   * @param cause short name for logs and metrics, without personal values
   * @param retryAfter how long the partner asks to wait, or null
   */
  record Unavailable(String cause, Duration retryAfter) implements SendResult {}
}
