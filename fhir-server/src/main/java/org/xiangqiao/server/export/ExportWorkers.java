package org.xiangqiao.server.export;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.xiangqiao.server.rest.job.JobClock;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.database.DatabaseFailures;
import org.xiangqiao.store.export.ExportReader;

/** This node's workers: they take jobs, and leave them to others when the node stops. */
final class ExportWorkers implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ExportWorkers.class);
  private static final Duration SWEEPING = Duration.ofMinutes(1);

  private final ExportTable table;
  private final ExportDirectory directory;
  private final ExportFiles files;
  private final ExportReader reader;
  private final ExportSettings settings;
  private final FhirContext fhir;
  private final OperationOutcomes outcomes;
  private final Semaphore free;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(JobClock.threads("export-"));
  private final JobClock clock = new JobClock(LOG, "exports", "export-clock-");

  ExportWorkers(
      ExportTable table,
      ExportDirectory directory,
      ExportFiles files,
      ExportReader reader,
      ExportSettings settings,
      FhirContext fhir,
      OperationOutcomes outcomes) {
    this.table = table;
    this.directory = directory;
    this.files = files;
    this.reader = reader;
    this.settings = settings;
    this.fhir = fhir;
    this.outcomes = outcomes;
    this.free = new Semaphore(settings.workers());
  }

  void start() {
    clock.every(settings.every(), this::look);
    clock.every(settings.lease().dividedBy(3), files::beat);
    clock.every(SWEEPING, files::sweep);
  }

  /** There is something to do: a client does not wait for the next look. */
  void wake() {
    clock.now(this::look);
  }

  /** Takes what there is to do, as far as workers are free. */
  private void look() {
    while (free.tryAcquire()) {
      boolean begun = false;
      try {
        Optional<ExportJob> job = table.take(directory.id());
        if (job.isPresent()) {
          AtomicBoolean unwanted = files.begin(job.get().id());
          workers.execute(() -> work(job.get(), unwanted));
          begun = true;
        }
      } catch (RejectedExecutionException stopping) {
        LOG.debug("the server is stopping");
      } finally {
        if (!begun) {
          free.release();
        }
      }
      if (!begun) {
        return;
      }
    }
  }

  private void work(ExportJob job, AtomicBoolean unwanted) {
    try {
      new ExportRun(job, reader, table, directory, settings, fhir, outcomes, unwanted).run();
    } catch (ExportAbandonedException abandoned) {
      abandon(job);
    } catch (IOException | RuntimeException failure) {
      try {
        fail(job, failure);
      } catch (RuntimeException unreachable) {
        // The lease runs out, and whoever takes the job then goes on.
        LOG.warn("export {} waits: {}", job.id(), unreachable.getClass().getName());
      }
    } finally {
      files.end(job.id());
      free.release();
    }
  }

  /** Given up, or taken over, or this node stops: the row tells. */
  private void abandon(ExportJob job) {
    try {
      table.release(job);
      if (table.existing(Set.of(job.id())).isEmpty()) {
        directory.remove(job.id());
      }
    } catch (RuntimeException unreachable) {
      LOG.warn("export {} waits: {}", job.id(), unreachable.getClass().getName());
    }
  }

  private void fail(ExportJob job, Exception failure) {
    if (passes(failure)) {
      // The lease runs out, and whoever takes the job then goes on.
      LOG.warn("export {} is interrupted: {}", job.id(), failure.getClass().getName());
      return;
    }
    LOG.error("export {} has failed: {}", job.id(), failure.getClass().getName());
    table.fail(
        job,
        failure instanceof SliceFiles.DiskFullException
            ? "disk-full"
            : failure instanceof IOException ? "files" : "internal");
    directory.remove(job.id());
  }

  /** A database that cannot answer now says nothing of the job. */
  private static boolean passes(Exception failure) {
    return failure instanceof RuntimeException unchecked
        && (DatabaseFailures.lostRace(unchecked)
            || DatabaseFailures.translate(unchecked) instanceof StoreException refusal
                && (refusal.kind() == StoreProblem.Kind.UNAVAILABLE
                    || refusal.kind() == StoreProblem.Kind.TIMEOUT));
  }

  /** What is half done goes on elsewhere, or here after the next start. */
  @Override
  public void destroy() throws InterruptedException {
    clock.stop();
    workers.shutdown();
    files.abandonAll();
    workers.awaitTermination(10, TimeUnit.SECONDS);
  }
}
