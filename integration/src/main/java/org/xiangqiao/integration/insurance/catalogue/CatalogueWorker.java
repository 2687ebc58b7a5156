package org.xiangqiao.integration.insurance.catalogue;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on catalogues in the background, on one thread of its own; over all nodes one each. */
public final class CatalogueWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CatalogueWorker.class);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** For the message under way when the node stops. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Map<String, Integer> tenants;
  private final Map<String, Catalogue> catalogues;
  private final CatalogueSettings settings;
  private final Function<String, Asking> platforms;
  private final Jobs jobs;
  private final Clock clock;
  private final String node = UUID.randomUUID().toString();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(CatalogueWorker::daemon);
  private volatile boolean stopping;

  /**
   * @param tenants by institution
   * @param catalogues by the number of their transaction
   */
  CatalogueWorker(
      Map<String, Integer> tenants,
      Map<String, Catalogue> catalogues,
      CatalogueSettings settings,
      Function<String, Asking> platforms,
      Jobs jobs,
      Clock clock) {
    this.tenants = Map.copyOf(tenants);
    this.catalogues = Map.copyOf(catalogues);
    this.settings = settings;
    this.platforms = platforms;
    this.jobs = jobs;
    this.clock = clock;
  }

  void start() {
    long poll = settings.poll().toMillis();
    thread.scheduleWithFixedDelay(this::look, poll, poll, TimeUnit.MILLISECONDS);
  }

  /** Somebody asked for something: it need not wait for the next look. */
  void lookNow() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException closed) {
      LOG.debug("catalogues are left to other nodes");
    }
  }

  private void look() {
    try {
      plan();
      String owner = node + "/" + UUID.randomUUID();
      var taken = jobs.take(tenants.keySet(), owner);
      while (taken.isPresent() && !stopping) {
        work(taken.get());
        taken = jobs.take(tenants.keySet(), owner);
      }
    } catch (RuntimeException e) {
      LOG.warn("insurance catalogues cannot be worked on now: {}", e.getClass().getName());
    }
  }

  /** Those of the configuration, once a day. */
  private void plan() {
    LocalDateTime now = LocalDateTime.now(clock.withZone(CHINA));
    LocalTime at = LocalTime.parse(settings.at());
    LocalDateTime last =
        now.toLocalTime().isBefore(at)
            ? now.toLocalDate().minusDays(1).atTime(at)
            : now.toLocalDate().atTime(at);
    for (String catalogue : settings.daily()) {
      if (catalogues.containsKey(catalogue)) {
        tenants.forEach((code, tenant) -> jobs.plan(tenant, code, catalogue, last));
      }
    }
  }

  private void work(JobLease job) {
    try {
      Catalogue catalogue = catalogues.get(job.catalogue());
      if (catalogue == null) {
        throw new StoppedException("not-completed");
      }
      jobs.begin(job);
      catalogue.work(new JobTurn(jobs, job, () -> stopping), platforms.apply(job.institution()));
      jobs.done(job);
      LOG.info("insurance catalogue {} of {}: done", job.catalogue(), job.institution());
    } catch (JobLostException other) {
      LOG.warn("insurance catalogue lost to another node: {}", other.getMessage());
    } catch (StoppedException stop) {
      LOG.warn(
          "insurance catalogue {} of {} stopped: {}",
          job.catalogue(),
          job.institution(),
          stop.getMessage());
      end(job, () -> jobs.stopped(job, stop.getMessage()));
    } catch (UnansweredException silent) {
      LOG.warn(
          "insurance catalogue {} of {}: {}",
          job.catalogue(),
          job.institution(),
          silent.getMessage());
      Duration pause = stopping ? Duration.ZERO : pause(job);
      end(job, () -> jobs.later(job, pause, "unanswered"));
    } catch (RuntimeException e) {
      LOG.error(
          "insurance catalogue {} of {}: unexpected {} at {}",
          job.catalogue(),
          job.institution(),
          e.getClass().getName(),
          e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
      end(job, () -> jobs.later(job, pause(job), "unexpected"));
    }
  }

  private Duration pause(JobLease job) {
    Duration pause = settings.pause().multipliedBy(1L << Math.min(job.attempts(), 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static void end(JobLease job, Runnable record) {
    try {
      record.run();
    } catch (JobLostException other) {
      LOG.warn("insurance catalogue lost to another node: {}", other.getMessage());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "insurance-catalogue");
    thread.setDaemon(true);
    return thread;
  }

  /** The message under way gets some time; the job goes on at its position, on whatever node. */
  @Override
  public void close() {
    stopping = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
