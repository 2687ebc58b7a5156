package org.xiangqiao.store;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets somebody else give up a thread's reads of the store: the running statement is cancelled, and
 * the read ends with a {@link StoreException}. Writes are never cut off.
 *
 * <p>The thread that reads binds it with {@link #bind}; a watcher on another thread calls {@link
 * #cancelIf} from time to time.
 */
public final class Cancellation {

  private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);
  private static final ThreadLocal<Cancellation> CURRENT = new ThreadLocal<>();

  private final ReentrantLock lock = new ReentrantLock();
  private int depth;
  private long since;
  private Statement running;
  private boolean cancelled;

  /** Until it is closed, on the thread that opened it, reads can be given up. */
  public interface Binding extends AutoCloseable {
    @Override
    void close();
  }

  /** Makes the reads of this thread such as this cancellation can give up. */
  public Binding bind() {
    Cancellation outer = CURRENT.get();
    CURRENT.set(this);
    return () -> {
      if (outer == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(outer);
      }
    };
  }

  /**
   * Asks {@code gone} if a read has been under way for {@code nanos}, and cancels if so. While it
   * is asked the reading thread stays inside the store: it may look at what that thread uses
   * elsewhere, such as its network connection.
   *
   * <p>To be called again until the read has ended: a statement that was only about to start when
   * it was to be cancelled is cancelled by the next call.
   *
   * @return whether the read is given up
   */
  public boolean cancelIf(long nanos, BooleanSupplier gone) {
    if (!lock.tryLock()) {
      return false;
    }
    try {
      if (depth == 0) {
        return false;
      }
      if (!cancelled) {
        cancelled = System.nanoTime() - since >= nanos && gone.getAsBoolean();
      }
      if (cancelled) {
        stop();
      }
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private void stop() {
    if (running == null) {
      return;
    }
    try {
      // The driver does nothing if the statement is not being executed any more.
      running.cancel();
    } catch (SQLException unreachable) {
      LOG.debug("a statement could not be cancelled yet: SQLSTATE {}", unreachable.getSQLState());
    }
  }

  /** The store's side: a read, from its beginning to its end. */
  static <T> T reading(Supplier<T> read) {
    Cancellation bound = CURRENT.get();
    if (bound == null) {
      return read.get();
    }
    bound.enter();
    try {
      return read.get();
    } catch (RuntimeException failure) {
      throw bound.isCancelled() ? refusal(failure) : failure;
    } finally {
      bound.leave();
    }
  }

  /** The store's side: a statement is about to be executed. */
  public static void executing(Statement statement) {
    Cancellation bound = CURRENT.get();
    if (bound != null) {
      bound.start(statement);
    }
  }

  private void enter() {
    lock.lock();
    try {
      if (depth++ == 0) {
        since = System.nanoTime();
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    lock.lock();
    try {
      if (--depth == 0) {
        running = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void start(Statement statement) {
    lock.lock();
    try {
      if (depth > 0) {
        if (cancelled) {
          throw refusal(null);
        }
        running = statement;
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private static StoreException refusal(RuntimeException cause) {
    StoreException refusal =
        StoreProblem.of(StoreProblem.Kind.UNAVAILABLE, "", "read-cancelled").exception();
    if (cause != null) {
      refusal.initCause(cause);
    }
    return refusal;
  }
}
