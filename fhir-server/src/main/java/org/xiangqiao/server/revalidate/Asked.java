package org.xiangqiao.server.revalidate;

import java.time.Instant;
import java.util.List;

/**
 * What a job is to look at.
 *
 * @param profile only what declares it in {@code meta.profile}, without version; or null
 * @param sender only what this client wrote, or null
 * @param since changed or written at this time or later; null for all that is stored
 * @param until written before, for {@link Kind#WRITTEN}
 */
record Asked(
    Kind kind, List<String> types, String profile, String sender, Instant since, Instant until) {

  /** Which versions are meant. */
  enum Kind {
    /** Current resources: {@code $revalidate}. */
    STORED("stored"),
    /** Every version that was written in a time: {@code $quality-dry-run}. */
    WRITTEN("written");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    String code() {
      return code;
    }

    static Kind of(String code) {
      return code.equals(STORED.code) ? STORED : WRITTEN;
    }
  }

  Asked {
    types = List.copyOf(types);
  }
}
