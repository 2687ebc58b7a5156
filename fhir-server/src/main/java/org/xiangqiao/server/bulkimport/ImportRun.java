package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.xiangqiao.server.bulkimport.ImportProgress.Counts;
import org.xiangqiao.server.bulkimport.ImportProgress.Left;
import org.xiangqiao.store.WriteOutcome.Effect;

/**
 * Works off one job: every input from its position on, then, until nothing changes any more, the
 * rows that referred to what was not there yet.
 */
final class ImportRun {

  private final ImportFiles files;
  private final RowParser parser;
  private final RowWriter writer;
  private final ImportProgress progress;
  private final ImportSettings settings;
  private final Executor ahead;

  /**
   * @param ahead reads the next rows while some are written
   */
  ImportRun(
      ImportFiles files,
      RowParser parser,
      RowWriter writer,
      ImportProgress progress,
      ImportSettings settings,
      Executor ahead) {
    this.files = files;
    this.parser = parser;
    this.writer = writer;
    this.progress = progress;
    this.settings = settings;
    this.ahead = ahead;
  }

  /** The server stops: the job is left where it stands. */
  static final class Stopped extends RuntimeException {}

  /** A file that cannot be read, or is another one now. */
  static final class Unreadable extends RuntimeException {

    private final String rule;

    Unreadable(String rule, IOException cause) {
      super(rule, cause);
      this.rule = rule;
    }

    String rule() {
      return rule;
    }
  }

  private record Batch(List<ImportRow> rows, long end, long lines) {}

  void run(ImportJob job, BooleanSupplier stopping) {
    Map<Integer, Path> paths = new HashMap<>();
    for (ImportInput input : TypeOrder.sorted(job.inputs())) {
      Path file = file(job, input);
      paths.put(input.number(), file);
      if (!input.finished()) {
        load(job, input, file, stopping);
        progress.finished(job, input.number());
      }
    }
    if (job.pass() > 1) {
      again(job, paths, true, stopping);
    }
    while (progress.nextPass(job)) {
      again(job, paths, true, stopping);
    }
    again(job, paths, false, stopping);
    progress.done(job);
  }

  private Path file(ImportJob job, ImportInput input) {
    try {
      Path file = files.open(job, input, () -> progress.keep(job));
      if (!progress.length(job, input.number(), Files.size(file))) {
        throw new Unreadable("import-source-changed", null);
      }
      return file;
    } catch (IOException unreadable) {
      throw new Unreadable("import-source-unreadable", unreadable);
    }
  }

  private void load(ImportJob job, ImportInput input, Path file, BooleanSupplier stopping) {
    try (LineReader reader =
        new LineReader(file, input.position(), input.line(), (int) settings.maxRow().toBytes())) {
      CompletableFuture<Batch> next = read(input, reader);
      for (Batch batch = next.join(); batch != null; batch = next.join()) {
        if (stopping.getAsBoolean()) {
          throw new Stopped();
        }
        next = read(input, reader);
        try {
          write(job, input, batch);
        } catch (RuntimeException failure) {
          next.handle((read, broken) -> null).join();
          throw failure;
        }
      }
    } catch (IOException unreadable) {
      throw new Unreadable("import-source-unreadable", unreadable);
    } catch (java.util.concurrent.CompletionException failure) {
      if (failure.getCause() instanceof UncheckedIOException unreadable) {
        throw new Unreadable("import-source-unreadable", unreadable.getCause());
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

  private void write(ImportJob job, ImportInput input, Batch batch) {
    writer.write(
        job,
        batch.rows(),
        true,
        (rows, effects, left) -> {
          boolean whole =
              rows.isEmpty()
                  || rows.get(rows.size() - 1) == batch.rows().get(batch.rows().size() - 1);
          ImportRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
          progress.advance(
              job,
              input.number(),
              whole ? batch.end() : last.end(),
              whole ? batch.lines() : last.line(),
              counts(effects),
              left);
        });
  }

  private static Counts counts(Map<String, Effect> effects) {
    return new Counts(
        number(effects, Effect.CREATED),
        number(effects, Effect.UPDATED),
        number(effects, Effect.UNCHANGED));
  }

  private static long number(Map<String, Effect> effects, Effect wanted) {
    return effects.values().stream().filter(effect -> effect == wanted).count();
  }

  /** Rows that referred to nothing, once more; those that still do stay if they may. */
  private void again(
      ImportJob job, Map<Integer, Path> paths, boolean defer, BooleanSupplier stopping) {
    Map<Integer, ImportInput> inputs = new HashMap<>();
    job.inputs().forEach(input -> inputs.put(input.number(), input));
    Left last = null;
    while (true) {
      if (stopping.getAsBoolean()) {
        throw new Stopped();
      }
      List<Left> waiting = progress.deferred(job, last, settings.batchRows());
      if (waiting.isEmpty()) {
        return;
      }
      List<ImportRow> rows = new ArrayList<>();
      for (Left each : waiting) {
        rows.addAll(
            parser.parse(inputs.get(each.number()), List.of(line(paths.get(each.number()), each))));
      }
      writer.write(job, rows, defer, (dealt, effects, left) -> settle(job, dealt, effects, left));
      last = waiting.get(waiting.size() - 1);
    }
  }

  private void settle(
      ImportJob job, List<ImportRow> rows, Map<String, Effect> effects, List<Left> left) {
    Map<Integer, List<Left>> settled = new TreeMap<>();
    Map<Integer, Map<String, Effect>> byInput = new TreeMap<>();
    for (Left each : left) {
      if (!each.deferred()) {
        settled.computeIfAbsent(each.number(), number -> new ArrayList<>()).add(each);
      }
    }
    for (ImportRow row : rows) {
      Effect effect = row.resource() == null ? null : effects.get(row.reference());
      if (effect != null) {
        settled
            .computeIfAbsent(row.number(), number -> new ArrayList<>())
            .add(new Left(row.number(), row.line(), row.position(), row.length(), null));
        byInput
            .computeIfAbsent(row.number(), number -> new HashMap<>())
            .put(row.reference(), effect);
      }
    }
    if (settled.isEmpty()) {
      progress.keep(job);
    }
    settled.forEach(
        (number, lines) ->
            progress.settle(job, number, counts(byInput.getOrDefault(number, Map.of())), lines));
  }

  private static Line line(Path file, Left place) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(place.length());
      while (bytes.hasRemaining()
          && channel.read(bytes, place.position() + bytes.position()) >= 0) {
        // Until all is there.
      }
      return new Line(place.line(), place.position(), place.length(), bytes.array());
    } catch (IOException unreadable) {
      throw new Unreadable("import-source-unreadable", unreadable);
    }
  }
}
