package org.xiangqiao.terminology.service.load;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.Hierarchy;

/**
 * Does a job under its lease, from where the last worker's last commit left it. What a job asks for
 * and that it is done commit together.
 */
public final class LoadRun {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final LoadLimits limits;
  private final LoadLease lease;
  private final BatchWriter batches;
  private final CodeSystemVersions versions;
  private final SourceCopy copy;
  private final RowLoad rowLoad;
  private final Hierarchy hierarchy;
  private final ParentCheck parents;
  private final VersionSwitch versionSwitch;
  private final SourceSweep files;
  private final FhirContext fhir;

  public LoadRun(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      LoadLimits limits,
      LoadLease lease,
      VersionSwitch versionSwitch,
      PinyinNames pinyin,
      FhirContext fhir) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.limits = limits;
    this.lease = lease;
    this.batches = new BatchWriter(jdbc, transaction, lease, limits.mostProblems());
    this.versions = new CodeSystemVersions(jdbc);
    this.copy = new SourceCopy(jdbc);
    this.rowLoad = new RowLoad(limits, batches, pinyin);
    this.hierarchy = new Hierarchy(jdbc, limits.batchRows());
    this.parents = new ParentCheck(hierarchy, batches, lease, limits.mostProblems());
    this.versionSwitch = versionSwitch;
    this.files = new SourceSweep(jdbc);
    this.fhir = fhir;
  }

  /** What became of a job. */
  public enum End {
    DONE,
    FAILED,
    /** Somebody else has it, or it was cancelled. */
    LOST,
    /** The server stops; the job goes on elsewhere, or here after the next start. */
    STOPPED
  }

  public End run(LoadJob job, BooleanSupplier stopping) {
    End end = end(job, stopping);
    if (end == End.DONE || end == End.FAILED) {
      files.sweep();
    }
    return end;
  }

  private End end(LoadJob job, BooleanSupplier stopping) {
    try {
      work(new LoadTurn(job, lease, transaction, stopping));
      return End.DONE;
    } catch (Halt.Lost lost) {
      return End.LOST;
    } catch (Halt.Stopped stop) {
      lease.giveBack(job);
      return End.STOPPED;
    } catch (Halt.Ended ended) {
      return End.FAILED;
    } catch (SourceProblem problem) {
      fail(job, problem);
      return End.FAILED;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void fail(LoadJob job, SourceProblem problem) {
    try {
      transaction.executeWithoutResult(status -> end(job, problem));
    } catch (Halt.Lost lost) {
      // It was cancelled while it failed.
    }
  }

  private void end(LoadJob job, SourceProblem problem) {
    lease.failed(job, problem.rule(), problem.arguments());
    if (job.versionKey() != null) {
      versions.failed(job.versionKey());
    }
  }

  private void work(LoadTurn turn) throws IOException {
    LoadJob job = turn.job();
    Runnable done = () -> lease.done(job);
    switch (job.kind()) {
      case "activate" -> versionSwitch.activate(job.caller(), job.url(), job.version(), done);
      case "rollback" -> versionSwitch.rollback(job.caller(), job.url(), done);
      case "remove" -> versionSwitch.remove(job.caller(), job.url(), job.version(), done);
      default -> {
        CodeSystemVersion version = versions.find(job.versionKey()).orElseThrow(Halt.Lost::new);
        if (version.state() == CodeSystemVersion.State.LOADING) {
          load(turn);
        }
        if (job.options().activate()) {
          versionSwitch.activate(job.caller(), job.url(), job.version(), done);
        } else {
          transaction.executeWithoutResult(status -> done.run());
        }
      }
    }
  }

  private void load(LoadTurn turn) throws IOException {
    Path file =
        limits.directory() == null
            ? Files.createTempFile("codes-", ".load")
            : Files.createTempFile(Files.createDirectories(limits.directory()), "codes-", ".load");
    try {
      copy.bring(turn, file);
      lease.require(turn.job());
      try (SourceRows rows = new SourceFile(file, turn.job().options(), limits, turn).open()) {
        rowLoad.load(turn, rows);
        finish(turn, rows.properties(), rows.namesParents());
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /**
   * The rows are in: looks at what they say of each other, then lets the version be seen, or not.
   */
  private void finish(LoadTurn turn, Set<String> properties, boolean namesParents) {
    LoadJob job = turn.job();
    analyze();
    List<RowProblem> wrong = parents.check(turn, namesParents);
    boolean ready =
        turn.step(
            () -> {
              batches.note(job, wrong);
              LoadJob now = lease.refused(job, wrong.size());
              SourceProblem problem = problem(now, wrong);
              if (problem != null) {
                end(job, problem);
                return false;
              }
              CodeSystem about =
                  CodeSystemHeader.of(
                      job, properties, hierarchy.isMade(job.versionKey()), now.loaded());
              versions.ready(
                  job.versionKey(),
                  fhir.newJsonParser().encodeResourceToString(about),
                  now.loaded());
              return true;
            });
    if (!ready) {
      throw new Halt.Ended();
    }
  }

  /** Without figures of the new rows the joins of the hierarchy are planned for an empty table. */
  private void analyze() {
    transaction.executeWithoutResult(
        status -> {
          jdbc.execute("set local statement_timeout = '5min'");
          jdbc.execute("analyze code_concept");
        });
  }

  private static SourceProblem problem(LoadJob now, List<RowProblem> wrong) {
    if (wrong.stream().anyMatch(each -> each.rule().equals("row-parent-circle"))) {
      return new SourceProblem("load-circle", wrong.get(0).arguments().get(0), wrong.get(0).row());
    }
    if (now.refused() > 0 && !now.options().lenient()) {
      return new SourceProblem("load-rows-refused", now.refused(), now.rowsDone());
    }
    return now.loaded() == 0 ? new SourceProblem("load-empty") : null;
  }
}
