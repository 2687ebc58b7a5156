package org.xiangqiao.server.bulkimport;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.xiangqiao.server.rest.problem.WithoutMessage;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.database.DatabaseFailures;

/** Works on one job at a time on this node, beside everything else. */
class ImportWorker implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);

  private final ImportQueue queue;
  private final ImportLease lease;
  private final ImportSweep sweep;
  private final ImportRun run;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "import");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopping;

  ImportWorker(ImportQueue queue, ImportLease lease, ImportSweep sweep, ImportRun run) {
    this.queue = queue;
    this.lease = lease;
    this.sweep = sweep;
    this.run = run;
  }

  @Scheduled(
      fixedDelayString = "${xiangqiao.import.every:1s}",
      initialDelayString = "${xiangqiao.import.every:1s}")
  void look() {
    if (!stopping && busy.compareAndSet(false, true)) {
      worker.execute(this::work);
    }
  }

  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
  void clean() {
    sweep.clean();
  }

  /** Takes what there is to do. */
  void work() {
    try {
      queue
          .giveUp()
          .forEach(
              job -> {
                LOG.error("import {} failed: import-attempts", job);
                sweep.forget(job);
              });
      while (!stopping) {
        ImportJob job = queue.take(ImportLease.LEASE).orElse(null);
        if (job == null || !work(job)) {
          return;
        }
      }
    } catch (RuntimeException failure) {
      LOG.warn("jobs cannot be taken: {}", failure.getClass().getName());
    } finally {
      busy.set(false);
    }
  }

  /** False if it is better to wait before the next try. */
  private boolean work(ImportJob job) {
    MDC.put("requestId", job.caller().requestId());
    try {
      run.run(job, () -> stopping);
      sweep.forget(job.id());
      LOG.info("import {} is done", job.id());
      return true;
    } catch (ImportLease.Lost lost) {
      sweep.forgetUnlessOpen(job.id());
      return true;
    } catch (ImportRun.Stopped stop) {
      lease.giveBack(job);
      return false;
    } catch (ImportInputs.Unreadable unreadable) {
      if (unreadable.passing() && lease.later(job)) {
        LOG.warn("import {} waits: {} {}", job.id(), unreadable.rule(), unreadable.arguments());
      } else {
        fail(job, unreadable.rule(), unreadable.arguments(), unreadable);
      }
      return true;
    } catch (RuntimeException broken) {
      if (DatabaseFailures.translate(broken) instanceof StoreException unavailable) {
        // The lease runs out, and whoever takes the job then goes on at its position.
        LOG.warn("import {} waits: {}", job.id(), unavailable.kind());
        lease.excuse(job);
        return false;
      }
      fail(job, "import-row-failed", List.of(), broken);
      return true;
    } catch (Error exhausted) {
      // Memory, most likely: the lease runs out, and too many such attempts end the job.
      LOG.error("import {} was interrupted", job.id(), WithoutMessage.of(exhausted));
      return false;
    } finally {
      MDC.clear();
    }
  }

  private void fail(ImportJob job, String rule, List<String> arguments, RuntimeException cause) {
    LOG.error("import {} failed: {} {}", job.id(), rule, arguments, WithoutMessage.of(cause));
    lease.failed(job, rule, arguments);
    sweep.forget(job.id());
  }

  /** A batch under way ends; the job goes on elsewhere, or here after the next start. */
  @Override
  public void destroy() throws InterruptedException {
    stopping = true;
    worker.shutdown();
    worker.awaitTermination(20, TimeUnit.SECONDS);
  }
}
