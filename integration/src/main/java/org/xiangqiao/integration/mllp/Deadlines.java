package org.xiangqiao.integration.mllp;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection when what was begun on it is not done in time. A socket's own read timeout is
 * not enough: inside a TLS handshake or record it starts anew with every byte.
 */
final class Deadlines implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

  private final ScheduledThreadPoolExecutor thread;

  Deadlines() {
    thread =
        new ScheduledThreadPoolExecutor(
            // Once closed nothing is timed any more: the connections end with the listener.
            1, Deadlines::daemon, new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
  }

  /** What has to be done in time; closing it says that it is done. */
  interface Deadline extends AutoCloseable {

    @Override
    void close();
  }

  /**
   * @param connection a TCP socket: closing one never waits, whereas closing TLS writes to the peer
   */
  Deadline begin(Socket connection, Duration limit) {
    Future<?> end =
        thread.schedule(() -> cut(connection, limit), limit.toMillis(), TimeUnit.MILLISECONDS);
    return () -> end.cancel(false);
  }

  private static void cut(Socket connection, Duration limit) {
    if (connection.isClosed()) {
      return;
    }
    LOG.warn("mllp connection cut: not done within {} ms", limit.toMillis());
    try {
      connection.close();
    } catch (IOException e) {
      LOG.trace("already closed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "mllp-deadlines");
    thread.setDaemon(true);
    return thread;
  }
}
