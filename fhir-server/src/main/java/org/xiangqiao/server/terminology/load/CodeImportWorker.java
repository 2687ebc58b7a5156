package org.xiangqiao.server.terminology.load;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.xiangqiao.server.rest.job.JobClock;
import org.xiangqiao.server.rest.problem.WithoutMessage;
import org.xiangqiao.terminology.service.load.LoadJob;
import org.xiangqiao.terminology.service.load.LoadLease;
import org.xiangqiao.terminology.service.load.LoadRun;
import org.xiangqiao.terminology.service.table.VersionSweep;

/** Works on one import of codes at a time on this node, beside everything else. */
class CodeImportWorker implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(CodeImportWorker.class);

  /** Longer than any read of a version that was just removed. */
  private static final Duration GRACE = Duration.ofMinutes(2);

  private final LoadLease lease;
  private final LoadRun run;
  private final VersionSweep sweep;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(JobClock.threads("code-import-"));
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean stopping;

  CodeImportWorker(LoadLease lease, LoadRun run, VersionSweep sweep) {
    this.lease = lease;
    this.run = run;
    this.sweep = sweep;
  }

  @Scheduled(
      fixedDelayString = "${xiangqiao.code-import.every:1s}",
      initialDelayString = "${xiangqiao.code-import.every:1s}")
  void look() {
    if (!stopping && busy.compareAndSet(false, true)) {
      worker.execute(this::work);
    }
  }

  @Scheduled(fixedDelayString = "PT2M", initialDelayString = "PT1M")
  void clean() {
    lease.removeExpired();
    sweep.sweep(GRACE);
  }

  private void work() {
    try {
      lease.giveUp().forEach(job -> LOG.error("code import {} failed: load-attempts", job));
      while (!stopping) {
        LoadJob job = lease.take().orElse(null);
        if (job == null) {
          return;
        }
        work(job);
      }
    } catch (RuntimeException failure) {
      LOG.warn("code imports cannot be taken: {}", failure.getClass().getName());
    } finally {
      busy.set(false);
    }
  }

  /** What breaks here is tried again when the lease runs out, a few times. */
  private void work(LoadJob job) {
    MDC.put("requestId", job.caller().requestId());
    try {
      LoadRun.End end = run.run(job, () -> stopping);
      LOG.info("code import {} ({}): {}", job.id(), job.kind(), end);
    } catch (RuntimeException | Error broken) {
      LOG.error("code import {} was interrupted", job.id(), WithoutMessage.of(broken));
    } finally {
      MDC.clear();
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
