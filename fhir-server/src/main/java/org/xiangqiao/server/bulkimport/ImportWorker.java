package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.util.UUID;
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

  private final ImportTable table;
  private final ImportProgress progress;
  private final ImportFiles files;
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

  ImportWorker(ImportTable table, ImportProgress progress, ImportFiles files, ImportRun run) {
    this.table = table;
    this.progress = progress;
    this.files = files;
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
  void removeExpired() {
    table.removeExpired().forEach(this::forget);
  }

  private void work() {
    try {
      while (!stopping) {
        ImportJob job = table.take(ImportProgress.LEASE).orElse(null);
        if (job == null) {
          return;
        }
        if (!work(job)) {
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
      forget(job.id());
      LOG.info("import {} is done", job.id());
      return true;
    } catch (ImportProgress.Lost lost) {
      if (table.find(job.caller(), job.id()).isEmpty()) {
        forget(job.id());
      }
      return true;
    } catch (ImportRun.Stopped stop) {
      progress.giveBack(job);
      return false;
    } catch (ImportRun.Unreadable unreadable) {
      fail(job, unreadable.rule(), unreadable);
      return true;
    } catch (RuntimeException broken) {
      if (DatabaseFailures.translate(broken) instanceof StoreException unavailable) {
        // The lease runs out, and whoever takes the job then goes on at its position.
        LOG.warn("import {} waits: {}", job.id(), unavailable.kind());
        return false;
      }
      fail(job, "import-row-failed", broken);
      return true;
    } finally {
      MDC.clear();
    }
  }

  private void fail(ImportJob job, String rule, RuntimeException cause) {
    LOG.error("import {} failed: {}", job.id(), rule, WithoutMessage.of(cause));
    progress.failed(job, rule);
    forget(job.id());
  }

  void forget(UUID job) {
    try {
      files.forget(job);
    } catch (IOException undeletable) {
      LOG.warn("files of import {} are still there: {}", job, undeletable.getClass().getName());
    }
  }

  /** A batch under way ends; the job goes on elsewhere, or here after the next start. */
  @Override
  public void destroy() throws InterruptedException {
    stopping = true;
    worker.shutdown();
    worker.awaitTermination(20, TimeUnit.SECONDS);
  }
}
