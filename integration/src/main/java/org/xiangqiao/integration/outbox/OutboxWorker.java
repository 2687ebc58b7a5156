package org.xiangqiao.integration.outbox;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Works off one partner's lanes on this node. Any number of nodes may run one: a lane belongs to
 * one worker at a time. Never holds a transaction while it talks to the partner.
 */
public class OutboxWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);

  private final Bridge bridge;
  private final OutboxLanes lanes;
  private final OutboxSignal signal;
  private final OutboxMeters meters;
  private final PartnerGate gate;
  private final Duration patience;
  private volatile boolean running;
  private ExecutorService threads;

  OutboxWorker(
      Bridge bridge,
      OutboxLanes lanes,
      OutboxSignal signal,
      OutboxMeters meters,
      Duration patience) {
    this.bridge = bridge;
    this.lanes = lanes;
    this.signal = signal;
    this.meters = meters;
    this.gate = new PartnerGate(bridge.partner(), bridge.settings());
    this.patience = patience;
    meters.register(bridge.partner(), gate);
  }

  public synchronized void start() {
    if (running) {
      return;
    }
    running = true;
    AtomicInteger count = new AtomicInteger();
    int size = bridge.settings().threads();
    threads =
        Executors.newFixedThreadPool(
            size,
            task -> new Thread(task, "outbox-" + bridge.partner() + "-" + count.incrementAndGet()));
    String node = UUID.randomUUID().toString();
    for (int n = 1; n <= size; n++) {
      String owner = node + "/" + n;
      threads.execute(() -> work(owner));
    }
  }

  /** Ends after the calls that are under way; what is unfinished another lease takes up. */
  @Override
  public synchronized void close() {
    if (!running) {
      return;
    }
    running = false;
    for (int n = 0; n < bridge.settings().threads(); n++) {
      signal.raise(bridge.partner());
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  public boolean isRunning() {
    return running;
  }

  private void work(String owner) {
    Duration pause = bridge.settings().pollMin();
    boolean healthy = true;
    while (running) {
      try {
        boolean worked = workOneLane(owner);
        if (!healthy) {
          LOG.info("bridge to {}: works again", bridge.partner());
          healthy = true;
        }
        pause = worked ? bridge.settings().pollMin() : longer(pause);
        if (!worked && signal.await(bridge.partner(), pause)) {
          pause = bridge.settings().pollMin();
        }
      } catch (DataAccessException | TransactionException e) {
        if (healthy) {
          LOG.warn("bridge to {}: the database cannot be used now", bridge.partner(), e);
        }
        healthy = false;
        sleep();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // The lane's lease runs out and the message is tried again: nothing is lost.
        LOG.error("bridge to {}: unexpected failure", bridge.partner(), e);
        sleep();
      } catch (Throwable e) {
        // A worker that ended here would leave its lanes alone until the next start.
        LOG.error("bridge to {}: unexpected {}", bridge.partner(), e.getClass().getName());
        sleep();
      }
    }
  }

  private boolean workOneLane(String owner) {
    if (!gate.enter()) {
      return false;
    }
    Optional<Lease> lease;
    try {
      lease = lanes.claim(bridge.partner(), owner, bridge.settings().lease());
    } catch (RuntimeException | Error e) {
      gate.leaveUnused();
      throw e;
    }
    if (lease.isEmpty()) {
      gate.leaveUnused();
      return false;
    }
    new LaneRun(bridge, lanes, gate, meters, lease.get()).run();
    return true;
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    Duration max = bridge.settings().pollMax();
    return twice.compareTo(max) > 0 ? max : twice;
  }

  private void sleep() {
    try {
      Thread.sleep(bridge.settings().pollMax().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
