package org.xiangqiao.server.export;

import java.time.Instant;
import java.util.UUID;

/**
 * An export as its client sees it.
 *
 * @param directory where its files are, or null
 * @param transactionTime null before it has begun
 * @param expiresAt null before it has ended
 */
record ExportView(
    UUID id,
    String address,
    String state,
    String problem,
    UUID directory,
    Instant transactionTime,
    Instant expiresAt,
    int stage,
    int stages,
    long exported) {

  boolean done() {
    return state.equals("done");
  }

  boolean failed() {
    return state.equals("failed");
  }

  /** For {@code X-Progress}; at most 100 characters. */
  String progress() {
    return state.equals("waiting")
        ? "waiting"
        : "step " + Math.min(stages, stage + 1) + " of " + stages + ", " + exported + " resources";
  }
}
