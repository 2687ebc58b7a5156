package org.xiangqiao.terminology.service.load;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;

/** Takes a file in, chunk by chunk. However slowly the bytes come: while any come it goes on. */
final class Upload {

  /** After so long without a byte an upload is given up. */
  static final String PATIENCE = "now() + interval '15 minutes'";

  private static final int CHUNK = 1 << 20;

  /** How often an upload says that it goes on, beside its chunks. */
  private static final long SIGN = Duration.ofMinutes(1).toNanos();

  private final JdbcTemplate jdbc;
  private final long longest;
  private final LongSupplier nanos;

  Upload(JdbcTemplate jdbc, long longest, LongSupplier nanos) {
    this.jdbc = jdbc;
    this.longest = longest;
    this.nanos = nanos;
  }

  /**
   * @throws SourceProblem if it is too long
   */
  void requireLength(long length) {
    if (length > longest) {
      throw new SourceProblem("load-file-too-long", longest >> 20);
    }
  }

  /**
   * Takes in all of it; from then on a worker may have it.
   *
   * @throws SourceProblem if it is too long or empty, or was cancelled or given up meanwhile
   */
  void receive(UUID id, InputStream file) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long length = 0;
    for (int number = 0; ; number++) {
      int filled = fill(id, file, chunk);
      length += filled;
      requireLength(length);
      if (filled > 0) {
        keep(id, number, filled == CHUNK ? chunk : Arrays.copyOf(chunk, filled));
      }
      if (filled < CHUNK) {
        break;
      }
    }
    if (length == 0) {
      throw new SourceProblem("load-empty");
    }
    requireThere(
        jdbc.update(
            "update code_system_load set state = 'waiting', expires_at = 'infinity'"
                + " where job_id = ? and state = 'receiving'",
            id));
  }

  private int fill(UUID id, InputStream file, byte[] chunk) throws IOException {
    long seen = nanos.getAsLong();
    int filled = 0;
    while (filled < chunk.length) {
      int read = file.read(chunk, filled, chunk.length - filled);
      if (read < 0) {
        break;
      }
      filled += read;
      if (nanos.getAsLong() - seen > SIGN) {
        seen = nanos.getAsLong();
        requireThere(
            jdbc.update(
                "update code_system_load set expires_at = "
                    + PATIENCE
                    + " where job_id = ? and state = 'receiving'",
                id));
      }
    }
    return filled;
  }

  private void keep(UUID id, int number, byte[] bytes) {
    requireThere(
        jdbc.update(
            "with renewed as (update code_system_load set expires_at = "
                + PATIENCE
                + " where job_id = ? and state = 'receiving' returning job_id)"
                + " insert into code_system_source (job_id, number, bytes)"
                + " select job_id, ?, ? from renewed",
            id,
            number,
            bytes));
  }

  private static void requireThere(int rows) {
    if (rows == 0) {
      throw new SourceProblem("load-upload-gone");
    }
  }
}
