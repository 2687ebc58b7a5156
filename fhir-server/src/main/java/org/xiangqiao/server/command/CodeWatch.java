package org.xiangqiao.server.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.xiangqiao.terminology.service.load.LoadJob;
import org.xiangqiao.terminology.service.load.LoadJobs;

/** Tells how a job goes until it ends, or until no server has been at work for too long. */
final class CodeWatch {

  private static final long LOOK = 500;

  /** A server that runs takes a job within a second. */
  private static final Duration USUAL = Duration.ofSeconds(5);

  private final LoadJobs jobs;
  private final PrintStream out;
  private final Messages messages;

  CodeWatch(LoadJobs jobs, PrintStream out, Messages messages) {
    this.jobs = jobs;
    this.out = out;
    this.messages = messages;
  }

  /**
   * Waits for the end of a job.
   *
   * @return the job, not finished if nobody took it; empty if it is not there any more
   */
  Optional<LoadJob> watch(int tenant, UUID id, Duration patience) throws InterruptedException {
    long told = -1;
    long seen = System.nanoTime();
    boolean noticed = false;
    while (true) {
      Optional<LoadJob> job = jobs.find(tenant, id);
      if (job.isEmpty() || job.get().finished()) {
        return job;
      }
      if (job.get().rowsDone() / 10_000 != told / 10_000) {
        told = job.get().rowsDone();
        out.println(messages.text("codes.progress", told, job.get().loaded(), job.get().refused()));
      }
      if (jobs.attended()) {
        seen = System.nanoTime();
      }
      Duration idle = Duration.ofNanos(System.nanoTime() - seen);
      boolean enough = idle.compareTo(patience) >= 0;
      if (!noticed && (enough || idle.compareTo(USUAL) >= 0)) {
        noticed = true;
        out.println(messages.text("codes.idle"));
      }
      if (enough) {
        return job;
      }
      Thread.sleep(LOOK);
    }
  }
}
