package org.xiangqiao.server.text;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Gives the text index its time, on a thread of its own that begins once the server is up: starting
 * does not wait for it.
 */
final class TextRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TextRunner.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  private final TextIndexes<?> indexes;
  private final TextReport report;
  private final Duration every;
  private final Path directory;
  private final long minFree;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Instant caughtUp = Instant.now();
  private volatile boolean diskFull;
  private volatile long failures;

  /**
   * @param directory whose disk must have space; null for none
   */
  TextRunner(
      TextIndexes<?> indexes, TextReport report, Duration every, Path directory, long minFree) {
    this.indexes = indexes;
    this.report = report;
    this.every = every;
    this.directory = directory;
    this.minFree = minFree;
    this.thread = new Thread(this::run, "text-index-" + report.name());
    thread.setDaemon(true);
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    caughtUp = Instant.now();
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        boolean more = turn();
        report();
        if (!more) {
          Thread.sleep(every.toMillis());
        }
      }
    } catch (InterruptedException stopped) {
      // The thread ends.
    } finally {
      indexes.closeAll();
      report();
    }
  }

  /** True if there is more to do at once. */
  private boolean turn() throws InterruptedException {
    diskFull = !hasSpace();
    if (diskFull) {
      Thread.sleep(AFTER_FAILURE.toMillis());
      return false;
    }
    Instant begun = Instant.now();
    try {
      boolean more = indexes.turn();
      if (indexes.isCaughtUp()) {
        caughtUp = begun;
      }
      return more;
    } catch (RuntimeException | Error failure) {
      // An error, too: memory that one resource needed is free again, and nobody starts this thread
      // another time.
      recover(failure);
      return false;
    }
  }

  private void recover(Throwable failure) throws InterruptedException {
    if (closed) {
      return;
    }
    failures++;
    LOG.warn("the text index could not go on: {}", IndexFailure.words(failure));
    try {
      indexes.recover(failure);
    } catch (RuntimeException | Error again) {
      LOG.warn("the text index could not be given up: {}", IndexFailure.words(again));
    }
    report();
    Thread.sleep(AFTER_FAILURE.toMillis());
  }

  private void report() {
    if (indexes.isFollowing()) {
      // Who feeds the index tells how it is.
      return;
    }
    try {
      report.tell(health(), indexes.status());
    } catch (RuntimeException | Error untold) {
      if (closed) {
        return;
      }
      LOG.warn("how the text index is could not be told: {}", IndexFailure.words(untold));
    }
  }

  /** The state in a word. */
  String health() {
    if (closed) {
      return TextNodes.STOPPED;
    }
    return diskFull ? "DISK_FULL" : indexes.state().name();
  }

  private boolean hasSpace() {
    if (directory == null) {
      return true;
    }
    File there = directory.toFile();
    while (there != null && !there.exists()) {
      there = there.getParentFile();
    }
    return there == null || there.getUsableSpace() >= minFree;
  }

  /** How long ago everything was in the index. */
  Duration lag() {
    Duration since = Duration.between(caughtUp, Instant.now()).minus(every.multipliedBy(2));
    return since.isNegative() ? Duration.ZERO : since;
  }

  /** Whether it can go on. */
  boolean isStuck() {
    return diskFull || indexes.state() == IndexStatus.State.FAILING;
  }

  long failures() {
    return failures;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
