package org.xiangqiao.server.export;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.server.export.ExportFile.Kind;
import org.xiangqiao.server.export.ExportSpec.Stage;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.store.export.ExportReader;
import org.xiangqiao.store.export.ExportRows;
import org.xiangqiao.store.export.ExportSelection;
import org.xiangqiao.store.export.ExportStart;

/** One worker's run of a job, from where the one before it stopped. */
final class ExportRun {

  /** A cursor keeps the database from tidying up behind it, so none is open for longer. */
  private static final Duration STRETCH = Duration.ofMinutes(5);

  private final ExportJob job;
  private final ExportReader reader;
  private final ExportTable table;
  private final FhirContext fhir;
  private final OperationOutcomes outcomes;
  private final AtomicBoolean unwanted;
  private final SliceFiles files;
  private final ExportDirectory directory;

  ExportRun(
      ExportJob job,
      ExportReader reader,
      ExportTable table,
      ExportDirectory directory,
      ExportSettings settings,
      FhirContext fhir,
      OperationOutcomes outcomes,
      AtomicBoolean unwanted) {
    this.job = job;
    this.reader = reader;
    this.table = table;
    this.directory = directory;
    this.fhir = fhir;
    this.outcomes = outcomes;
    this.unwanted = unwanted;
    this.files = new SliceFiles(job, directory, table, settings);
  }

  /**
   * Ends when everything is in the files.
   *
   * @throws ExportAbandonedException if nobody wants it any more, or another node has it
   */
  void run() throws IOException {
    ExportStart start = job.start();
    if (start == null) {
      start = reader.start();
      table.begin(job, start);
    }
    directory.prepare(job.id(), table.files(job.id()));
    List<Stage> stages = job.spec().stages();
    try (files) {
      for (int i = job.stage(); i < stages.size(); i++) {
        stage(i, stages.get(i), start, i == job.stage() ? job.position() : 0);
      }
      table.finish(job);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void stage(int index, Stage stage, ExportStart start, long from) throws IOException {
    ExportSelection selection = job.spec().selection(stage.type(), job.id());
    Stretch stretch = new Stretch(index, stage);
    stretch.position = from;
    boolean all;
    do {
      stretch.begun = System.nanoTime();
      all =
          stage.deleted()
              ? reader.deleted(
                  job.caller(), selection, start.transactionTime(), stretch.position, stretch)
              : reader.resources(
                  job.caller(), selection, stretch.position, start.lastRid(), stretch);
    } while (!all);
    if (stretch.pending) {
      stretch.commit();
    }
    files.endFiles();
  }

  /** What one cursor gives. */
  private final class Stretch implements ExportRows {

    private final int index;
    private final Stage stage;
    private final ResourceLines lines;
    private long begun;
    private long position;
    private int withheld;
    private boolean pending;

    private Stretch(int index, Stage stage) {
      this.index = index;
      this.stage = stage;
      this.lines =
          new ResourceLines(fhir, reader, job.caller(), stage.type(), job.spec().elements());
    }

    @Override
    public boolean take(long rid, byte[] content) {
      if (unwanted.get()) {
        throw new ExportAbandonedException();
      }
      try {
        write(content);
        position = rid;
        pending = true;
        if (!files.full()) {
          return true;
        }
        commit();
        return System.nanoTime() - begun < STRETCH.toNanos();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void write(byte[] content) throws IOException {
      files.row();
      if (stage.deleted()) {
        files.line(Kind.DELETED, stage.type(), lines.deletion(content));
        return;
      }
      byte[] line = lines.line(content);
      if (line == null) {
        withheld++;
      } else {
        files.line(Kind.OUTPUT, stage.type(), line);
      }
    }

    private void commit() throws IOException {
      if (withheld > 0) {
        files.line(Kind.ERROR, stage.type(), outcome(withheld));
        withheld = 0;
      }
      files.commit(index, position);
      pending = false;
    }
  }

  private byte[] outcome(int withheld) {
    OperationOutcome outcome =
        outcomes.outcome(
            List.of(
                ExportFaults.of(200, IssueType.SUPPRESSED, "export-binary-context", "", withheld)),
            Locale.ENGLISH);
    outcome.getIssueFirstRep().setSeverity(IssueSeverity.WARNING);
    return fhir.newJsonParser().encodeResourceToString(outcome).getBytes(StandardCharsets.UTF_8);
  }
}
