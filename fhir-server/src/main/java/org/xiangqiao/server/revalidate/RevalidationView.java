package org.xiangqiao.server.revalidate;

import java.time.Instant;
import java.util.UUID;

/**
 * A job, for whoever asks after it.
 *
 * @param problem why it failed, one of our words; or null
 */
record RevalidationView(
    UUID id,
    Asked asked,
    String state,
    String problem,
    Instant askedAt,
    Instant finishedAt,
    Instant expiresAt,
    int stage,
    long checked,
    long broken) {

  boolean done() {
    return state.equals("done");
  }

  boolean failed() {
    return state.equals("failed");
  }

  /** For {@code X-Progress}. */
  String progress() {
    return stage
        + " of "
        + asked.types().size()
        + " types, "
        + checked
        + " resources, "
        + broken
        + " with errors";
  }
}
