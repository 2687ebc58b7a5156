package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.bulkimport.RowWriter.Room;

/**
 * Works off one job: every input from its position on, then, until nothing changes any more, the
 * rows that referred to what was not there yet.
 */
final class ImportRun {

  private final ImportInputs inputs;
  private final RowParser parser;
  private final RowWriter writer;
  private final ImportProgress progress;
  private final ImportLease lease;
  private final ImportRetry retry;
  private final ImportSettings settings;
  private final Executor ahead;

  /**
   * @param ahead reads the next rows while some are written
   */
  private ImportRun(
      ImportInputs inputs,
      RowParser parser,
      RowWriter writer,
      ImportProgress progress,
      ImportLease lease,
      ImportRetry retry,
      ImportSettings settings,
      Executor ahead) {
    this.inputs = inputs;
    this.parser = parser;
    this.writer = writer;
    this.progress = progress;
    this.lease = lease;
    this.retry = retry;
    this.settings = settings;
    this.ahead = ahead;
  }

  /** Puts it together over a database. */
  static ImportRun of(
      ImportFiles files,
      RowParser parser,
      RowWriter writer,
      ImportLease lease,
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ImportSettings settings) {
    ImportWaiting waiting = new ImportWaiting(jdbc);
    ImportProgress progress =
        new ImportProgress(jdbc, transaction, lease, waiting, settings.maxProblems());
    ImportSource source = new ImportSource(files, settings.sourceSilence(), settings.sourceLimit());
    return new ImportRun(
        new ImportInputs(files, source, progress, lease),
        parser,
        writer,
        progress,
        lease,
        new ImportRetry(parser, writer, progress, lease, waiting, settings),
        settings,
        ForkJoinPool.commonPool());
  }

  /** The server stops: the job is left where it stands. */
  static final class Stopped extends RuntimeException {}

  private record Batch(List<ImportRow> rows, long end, long lines) {}

  void run(ImportJob job, BooleanSupplier stopping) {
    AtomicLong waiting = new AtomicLong(job.waiting());
    Map<Integer, Path> paths = new HashMap<>();
    for (ImportInput input : TypeOrder.sorted(job.inputs())) {
      Path file = inputs.file(job, input);
      paths.put(input.number(), file);
      if (!input.finished()) {
        load(job, input, file, waiting, stopping);
        progress.finished(job, input.number());
      }
    }
    if (job.pass() > 1) {
      retry.pass(job, paths, Room.KEPT, stopping);
    }
    while (progress.nextPass(job)) {
      retry.pass(job, paths, Room.KEPT, stopping);
    }
    retry.pass(job, paths, Room.NONE, stopping);
    lease.done(job);
  }

  private void load(
      ImportJob job, ImportInput input, Path file, AtomicLong waiting, BooleanSupplier stopping) {
    try (LineReader reader =
        new LineReader(file, input.position(), input.line(), (int) settings.maxRow().toBytes())) {
      CompletableFuture<Batch> next = read(input, reader);
      for (Batch batch = next.join(); batch != null; batch = next.join()) {
        if (stopping.getAsBoolean()) {
          throw new Stopped();
        }
        next = read(input, reader);
        try {
          write(job, input, batch, waiting);
        } catch (RuntimeException | Error failure) {
          next.handle((read, broken) -> null).join();
          throw failure;
        }
      }
    } catch (IOException unreadable) {
      throw ImportInputs.Unreadable.of(input, unreadable);
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof UncheckedIOException unreadable) {
        throw ImportInputs.Unreadable.of(input, unreadable.getCause());
      }
      if (failure.getCause() instanceof Error exhausted) {
        throw exhausted;
      }
      throw failure;
    }
  }

  private CompletableFuture<Batch> read(ImportInput input, LineReader reader) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            List<Line> lines = reader.next(settings.batchRows(), settings.batchSize().toBytes());
            if (lines.isEmpty()) {
              return null;
            }
            Line last = lines.get(lines.size() - 1);
            return new Batch(parser.parse(input, lines), last.end(), last.number());
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        },
        ahead);
  }

  private void write(ImportJob job, ImportInput input, Batch batch, AtomicLong waiting) {
    Room room =
        new Room(
            () -> settings.maxWaiting() - waiting.get(),
            List.of(
                ImportFaults.of(
                    422,
                    IssueType.TOOCOSTLY,
                    "import-too-many-waiting",
                    "",
                    settings.maxWaiting())));
    writer.write(
        job,
        batch.rows(),
        room,
        (rows, effects, left) -> {
          boolean whole =
              rows.isEmpty()
                  || rows.get(rows.size() - 1) == batch.rows().get(batch.rows().size() - 1);
          ImportRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
          waiting.set(
              progress.advance(
                  job,
                  input.number(),
                  whole ? batch.end() : last.end(),
                  whole ? batch.lines() : last.line(),
                  ImportRetry.dealt(rows, effects, left),
                  waiting.get() > 0));
        });
  }
}
