package org.xiangqiao.server.bulkimport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.xiangqiao.server.bulkimport.ImportFiles.Pulse;
import org.xiangqiao.server.bulkimport.ImportSource.Silent;

/** Reads what another server sends, and closes itself when nothing comes for too long. */
final class WatchedStream extends FilterInputStream {

  private final long silence;
  private final long end;
  private final Pulse pulse;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "import-watch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean reading;
  private volatile long since;
  private volatile RuntimeException unwanted;
  private volatile boolean silent;

  WatchedStream(InputStream in, Duration silence, Duration limit, Pulse pulse) {
    super(in);
    this.silence = silence.toNanos();
    this.end = System.nanoTime() + limit.toNanos();
    this.pulse = pulse;
    long pause = every(silence).toMillis();
    clock.scheduleWithFixedDelay(this::watch, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** How often to look. */
  static Duration every(Duration silence) {
    Duration part = silence.dividedBy(4);
    Duration most = Duration.ofSeconds(5);
    return part.compareTo(most) < 0 ? part : most;
  }

  private void watch() {
    try {
      pulse.beat();
      long now = System.nanoTime();
      silent = now - end > 0 || reading && now - since > silence;
    } catch (RuntimeException failure) {
      unwanted = failure;
    }
    if (silent || unwanted != null) {
      clock.shutdown();
      try {
        in.close();
      } catch (IOException closed) {
        // The reader is told why.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    since = System.nanoTime();
    reading = true;
    int read;
    try {
      read = in.read(bytes, offset, length);
    } catch (IOException broken) {
      requireWanted();
      throw broken;
    } finally {
      reading = false;
    }
    requireWanted();
    return read;
  }

  private void requireWanted() throws IOException {
    if (unwanted != null) {
      throw unwanted;
    }
    if (silent) {
      throw new Silent();
    }
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    in.close();
  }
}
