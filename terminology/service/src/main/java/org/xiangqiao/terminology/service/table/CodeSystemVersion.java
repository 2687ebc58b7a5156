package org.xiangqiao.terminology.service.table;

import java.time.Instant;
import java.util.Locale;

/**
 * One version of an imported code system (代码系统的一个版本).
 *
 * @param key of its rows
 * @param about the CodeSystem as FHIR JSON, without concepts
 * @param former key of the version that was current before it, or null
 * @param currentAt when it was last made current; null if it never was
 */
public record CodeSystemVersion(
    int tenantId,
    long key,
    String url,
    String version,
    State state,
    String about,
    int concepts,
    Long sourceBytes,
    String sourceSha256,
    Long former,
    Instant createdAt,
    Instant readyAt,
    Instant currentAt) {

  /**
   * Where a version stands; only the last three of those that are kept can be read, and one that is
   * {@code READY} only by its name: it was never current.
   */
  public enum State {
    LOADING,
    FAILED,
    REMOVED,
    READY,
    CURRENT,
    RETIRED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether all its concepts are there. */
  public boolean readable() {
    return state.compareTo(State.READY) >= 0;
  }
}
