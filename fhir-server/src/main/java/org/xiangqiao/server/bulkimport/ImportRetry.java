package org.xiangqiao.server.bulkimport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.xiangqiao.server.bulkimport.ImportProgress.Counts;
import org.xiangqiao.server.bulkimport.ImportProgress.Dealt;
import org.xiangqiao.server.bulkimport.ImportProgress.Left;
import org.xiangqiao.server.bulkimport.ImportProgress.Place;
import org.xiangqiao.server.bulkimport.RowWriter.Room;
import org.xiangqiao.store.WriteOutcome.Effect;

/** Tries rows once more that referred to nothing, read again from their places. */
final class ImportRetry {

  private final RowParser parser;
  private final RowWriter writer;
  private final ImportProgress progress;
  private final ImportLease lease;
  private final ImportWaiting waiting;
  private final ImportSettings settings;

  ImportRetry(
      RowParser parser,
      RowWriter writer,
      ImportProgress progress,
      ImportLease lease,
      ImportWaiting waiting,
      ImportSettings settings) {
    this.parser = parser;
    this.writer = writer;
    this.progress = progress;
    this.lease = lease;
    this.waiting = waiting;
    this.settings = settings;
  }

  /** All that wait, batch by batch; those that still do stay if there is room. */
  void pass(ImportJob job, Map<Integer, Path> paths, Room room, BooleanSupplier stopping) {
    Map<Integer, ImportInput> inputs = new HashMap<>();
    job.inputs().forEach(input -> inputs.put(input.number(), input));
    Place last = null;
    while (true) {
      if (stopping.getAsBoolean()) {
        throw new ImportRun.Stopped();
      }
      List<Place> next =
          waiting.next(job, last, settings.batchRows(), settings.batchSize().toBytes());
      if (next.isEmpty()) {
        return;
      }
      List<ImportRow> rows = new ArrayList<>();
      for (Place each : next) {
        ImportInput input = inputs.get(each.number());
        rows.addAll(parser.parse(input, List.of(line(paths.get(each.number()), input, each))));
      }
      writer.write(job, rows, room, (dealt, effects, left) -> settle(job, dealt, effects, left));
      last = next.get(next.size() - 1);
    }
  }

  /** A batch may have rows of several inputs; not so a transaction's notes. */
  private void settle(
      ImportJob job, List<ImportRow> rows, Map<String, Effect> effects, List<Left> left) {
    Set<Integer> numbers = new TreeSet<>();
    rows.forEach(row -> numbers.add(row.number()));
    boolean settled = false;
    for (int number : numbers) {
      Dealt dealt =
          dealt(
              rows.stream().filter(row -> row.number() == number).toList(),
              effects,
              left.stream().filter(each -> each.place().number() == number).toList());
      if (!dealt.written().isEmpty() || !dealt.failed().isEmpty()) {
        progress.settle(job, number, dealt);
        settled = true;
      }
    }
    if (!settled) {
      lease.keep(job);
    }
  }

  /** What became of rows of one input. */
  static Dealt dealt(List<ImportRow> rows, Map<String, Effect> effects, List<Left> left) {
    List<Place> written = new ArrayList<>();
    Map<Effect, Long> counts = new HashMap<>();
    for (ImportRow row : rows) {
      Effect effect = row.resource() == null ? null : effects.get(row.reference());
      if (effect != null) {
        written.add(row.place());
        counts.merge(effect, 1L, Long::sum);
      }
    }
    return new Dealt(
        new Counts(
            counts.getOrDefault(Effect.CREATED, 0L),
            counts.getOrDefault(Effect.UPDATED, 0L),
            counts.getOrDefault(Effect.UNCHANGED, 0L)),
        written,
        left);
  }

  private static Line line(Path file, ImportInput input, Place place) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(place.length());
      while (bytes.hasRemaining()
          && channel.read(bytes, place.position() + bytes.position()) >= 0) {
        // Until all is there.
      }
      return new Line(place.line(), place.position(), place.length(), bytes.array());
    } catch (IOException unreadable) {
      throw ImportInputs.Unreadable.of(input, unreadable);
    }
  }
}
