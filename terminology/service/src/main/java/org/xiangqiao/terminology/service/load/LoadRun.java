package org.xiangqiao.terminology.service.load;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.CodeSystem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.terminology.service.load.BatchWriter.Counts;
import org.xiangqiao.terminology.service.load.RowCheck.Checked;
import org.xiangqiao.terminology.service.table.CodeSystemVersion;
import org.xiangqiao.terminology.service.table.CodeSystemVersions;
import org.xiangqiao.terminology.service.table.ConceptRow;
import org.xiangqiao.terminology.service.table.Hierarchy;

/** Does a job under its lease, from where the last worker's last commit left it. */
public final class LoadRun {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final LoadLimits limits;
  private final LoadLease lease;
  private final BatchWriter batches;
  private final CodeSystemVersions versions;
  private final ParentCheck parents;
  private final VersionSwitch versionSwitch;
  private final PinyinNames pinyin;
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
    this.parents = new ParentCheck(new Hierarchy(jdbc), batches, limits.mostProblems());
    this.versionSwitch = versionSwitch;
    this.pinyin = pinyin;
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

  /** It has failed, and that is written down. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public End run(LoadJob job, BooleanSupplier stopping) {
    try {
      work(job, stopping);
      lease.done(job);
      return End.DONE;
    } catch (LoadLease.Lost lost) {
      return End.LOST;
    } catch (Stopped stop) {
      lease.giveBack(job);
      return End.STOPPED;
    } catch (Ended ended) {
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
    } catch (LoadLease.Lost lost) {
      // It was cancelled while it failed.
    }
  }

  private void end(LoadJob job, SourceProblem problem) {
    lease.failed(job, problem.rule(), problem.arguments());
    if (job.versionKey() != null) {
      versions.failed(job.versionKey());
    }
  }

  private void work(LoadJob job, BooleanSupplier stopping) throws IOException {
    switch (job.kind()) {
      case "activate" -> versionSwitch.activate(job.caller(), job.url(), job.version());
      case "rollback" -> versionSwitch.rollback(job.caller(), job.url());
      case "remove" -> versionSwitch.remove(job.caller(), job.url(), job.version());
      default -> {
        CodeSystemVersion version =
            versions.find(job.versionKey()).orElseThrow(LoadLease.Lost::new);
        if (!version.readable()) {
          load(job, stopping);
        }
        if (job.options().activate()) {
          versionSwitch.activate(job.caller(), job.url(), job.version());
        }
      }
    }
  }

  private void load(LoadJob job, BooleanSupplier stopping) throws IOException {
    Path file =
        limits.directory() == null
            ? Files.createTempFile("codes-", ".load")
            : Files.createTempFile(Files.createDirectories(limits.directory()), "codes-", ".load");
    try {
      bring(job, file);
      SourceFile source =
          new SourceFile(file, job.options(), limits.longestRow(), limits.mostUnpacked());
      lease.require(job);
      try (SourceRows rows = source.open()) {
        read(job, rows, stopping);
        // Without figures of the new rows the joins of the hierarchy are planned for an empty
        // table.
        analyze();
        finish(job, rows.properties(), rows.namesParents());
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void analyze() {
    transaction.executeWithoutResult(
        status -> {
          jdbc.execute("set local statement_timeout = '5min'");
          jdbc.execute("analyze code_concept");
        });
  }

  private void bring(LoadJob job, Path file) throws IOException {
    MessageDigest digest = sha256();
    long length = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int number = 0; ; number++) {
        List<byte[]> chunk =
            jdbc.query(
                "select bytes from code_system_source where job_id = ? and number = ?",
                (row, n) -> row.getBytes(1),
                job.id(),
                number);
        if (chunk.isEmpty()) {
          break;
        }
        out.write(chunk.get(0));
        digest.update(chunk.get(0));
        length += chunk.get(0).length;
      }
    }
    versions.source(job.versionKey(), length, HexFormat.of().formatHex(digest.digest()));
  }

  private void read(LoadJob job, SourceRows rows, BooleanSupplier stopping) throws IOException {
    RowCheck check = new RowCheck(job.options(), pinyin);
    List<ConceptRow> good = new ArrayList<>();
    List<RowProblem> wrong = new ArrayList<>();
    long loaded = job.loaded();
    long refused = job.refused();
    int pending = 0;
    for (SourceRow row = rows.next(); ; row = rows.next()) {
      if (row != null && row.number() <= job.rowsDone()) {
        continue;
      }
      if (row != null) {
        Checked checked = check.check(row);
        if (checked.row() != null) {
          good.add(checked.row());
        }
        wrong.addAll(checked.problems());
        pending++;
      }
      boolean full = pending >= limits.batchRows();
      if (full || row == null && pending > 0) {
        long last = row == null ? last(good, wrong) : row.number();
        Counts counts = batches.write(job, good, wrong, last);
        loaded += counts.loaded();
        refused += counts.refused();
        good.clear();
        wrong.clear();
        pending = 0;
        if (loaded > limits.mostConcepts()) {
          throw new SourceProblem("load-too-many-rows", limits.mostConcepts());
        }
        if (refused >= limits.mostProblems() && !job.options().lenient()) {
          throw new SourceProblem("load-rows-refused", refused, last);
        }
        if (stopping.getAsBoolean()) {
          throw new Stopped();
        }
      }
      if (row == null) {
        return;
      }
    }
  }

  private static long last(List<ConceptRow> good, List<RowProblem> wrong) {
    long row = good.isEmpty() ? 0 : good.get(good.size() - 1).ordinal();
    return wrong.isEmpty() ? row : Math.max(row, wrong.get(wrong.size() - 1).row());
  }

  /**
   * The rows are in: looks at what they say of each other, then lets the version be seen, or not;
   * all in one transaction.
   */
  private void finish(LoadJob job, Set<String> properties, boolean namesParents) {
    transaction.executeWithoutResult(
        status -> {
          lease.require(job, LoadLease.LONG);
          jdbc.execute("set local statement_timeout = '15min'");
          List<RowProblem> wrong = parents.check(job, namesParents);
          batches.note(job, wrong);
          LoadJob now = lease.refused(job, wrong.size());
          SourceProblem problem = problem(now, wrong);
          if (problem != null) {
            end(job, problem);
            return;
          }
          CodeSystem about = CodeSystemHeader.of(job, properties, hierarchical(job), now.loaded());
          versions.ready(
              job.versionKey(), fhir.newJsonParser().encodeResourceToString(about), now.loaded());
          lease.require(job);
        });
    if (versions.find(job.versionKey()).filter(CodeSystemVersion::readable).isEmpty()) {
      throw new Ended();
    }
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

  private boolean hierarchical(LoadJob job) {
    return !jdbc.queryForList(
            "select 1 from code_concept_ancestor where version_key = ? limit 1",
            Integer.class,
            job.versionKey())
        .isEmpty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
