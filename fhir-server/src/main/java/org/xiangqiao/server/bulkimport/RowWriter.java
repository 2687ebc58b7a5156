package org.xiangqiao.server.bulkimport;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.bulkimport.ImportProgress.Left;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome.Effect;

/**
 * Writes rows in one transaction. Rows that the store names as wrong are left out, and the rest is
 * written again; if it names none, halves are written until the wrong rows stand alone.
 */
final class RowWriter {

  private final FhirStore store;
  private final TransactionTemplate transaction;
  private final RowProblems problems;

  RowWriter(FhirStore store, TransactionTemplate transaction, RowProblems problems) {
    this.store = store;
    this.transaction = transaction;
    this.problems = problems;
  }

  /** Notes in the transaction of the rows what became of them. */
  @FunctionalInterface
  interface Commit {

    /**
     * @param rows that were dealt with, in their order
     * @param effects of those that were written, by {@code Type/id}
     * @param left those that were not
     */
    void note(List<ImportRow> rows, Map<String, Effect> effects, List<Left> left);
  }

  /**
   * Whether rows that refer to nothing may be tried later.
   *
   * @param rows how many still may
   * @param full told of the others, besides what is wrong with them
   */
  record Room(LongSupplier rows, List<Fault> full) {

    /** They have waited long enough. */
    static final Room NONE = new Room(() -> 0, List.of());

    /** They wait already. */
    static final Room KEPT = new Room(() -> Long.MAX_VALUE, List.of());
  }

  /** A row that goes deeper than the machine can follow. */
  private static final class Entangled extends RuntimeException {
    Entangled(StackOverflowError cause) {
      super(cause);
    }
  }

  /** Writes what can be written. */
  void write(ImportJob job, List<ImportRow> rows, Room room, Commit commit) {
    for (List<ImportRow> part : withoutRepetition(rows)) {
      write(job, part, Map.of(), room, commit);
    }
  }

  /** Of a resource that comes twice the later version is a later transaction. */
  private static List<List<ImportRow>> withoutRepetition(List<ImportRow> rows) {
    List<List<ImportRow>> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int from = 0;
    for (int i = 0; i < rows.size(); i++) {
      ImportRow row = rows.get(i);
      if (row.resource() != null && !seen.add(row.reference())) {
        parts.add(rows.subList(from, i));
        from = i;
        seen.clear();
        seen.add(row.reference());
      }
    }
    parts.add(rows.subList(from, rows.size()));
    return parts;
  }

  private void write(
      ImportJob job, List<ImportRow> rows, Map<ImportRow, Left> known, Room room, Commit commit) {
    Map<ImportRow, Left> left = new HashMap<>(known);
    List<ImportRow> good = new ArrayList<>();
    for (ImportRow row : rows) {
      if (row.resource() == null) {
        left.put(row, problems.left(row, row.faults()));
      } else if (!left.containsKey(row)) {
        good.add(row);
      }
    }
    while (true) {
      try {
        attempt(job, rows, good, left, commit);
        return;
      } catch (ImportLease.Lost lost) {
        throw lost;
      } catch (RuntimeException failure) {
        if (good.isEmpty()
            || failure instanceof StoreException refusal
                && refusal.kind() == StoreProblem.Kind.UNAVAILABLE) {
          throw failure;
        }
        if (!leaveOut(job, good, left, room, failure)) {
          int middle = rows.size() / 2;
          write(job, rows.subList(0, middle), left, room, commit);
          write(job, rows.subList(middle, rows.size()), left, room, commit);
          return;
        }
      }
    }
  }

  private void attempt(
      ImportJob job,
      List<ImportRow> rows,
      List<ImportRow> good,
      Map<ImportRow, Left> left,
      Commit commit) {
    List<Left> leftOut = rows.stream().filter(left::containsKey).map(left::get).toList();
    if (good.isEmpty()) {
      transaction.executeWithoutResult(status -> commit.note(rows, Map.of(), leftOut));
      return;
    }
    try {
      store.write(
          job.caller(),
          good.stream()
              .map(
                  row ->
                      (WriteOperation) new WriteOperation.Update(row.resource(), null, null, null))
              .toList(),
          (caller, changes) -> commit.note(rows, effects(changes), leftOut));
    } catch (StackOverflowError entangled) {
      throw new Entangled(entangled);
    }
  }

  private static Map<String, Effect> effects(List<Change> changes) {
    Map<String, Effect> effects = new HashMap<>();
    changes.forEach(change -> effects.put(change.type() + "/" + change.id(), change.effect()));
    return effects;
  }

  /** Moves wrong rows from the good ones to those left; false if it is not known which. */
  private boolean leaveOut(
      ImportJob job,
      List<ImportRow> good,
      Map<ImportRow, Left> left,
      Room room,
      RuntimeException failure) {
    Map<Integer, List<StoreProblem>> wrong = RowProblems.wrong(failure, good);
    if (wrong.isEmpty() && good.size() > 1) {
      return false;
    }
    if (wrong.isEmpty()) {
      ImportRow row = good.get(0);
      left.put(row, problems.left(row, problems.faults(job, failure)));
      good.clear();
      return true;
    }
    long free = room.rows().getAsLong() - left.values().stream().filter(Left::deferred).count();
    List<ImportRow> out = new ArrayList<>();
    for (Map.Entry<Integer, List<StoreProblem>> each : wrong.entrySet()) {
      ImportRow row = good.get(each.getKey());
      boolean toNothing = RowProblems.referToNothing(each.getValue());
      if (toNothing && free > 0) {
        left.put(row, new Left(row.place(), null));
        free--;
      } else {
        List<Fault> faults =
            new ArrayList<>(problems.faults(job, new StoreException(each.getValue())));
        faults.addAll(toNothing ? room.full() : List.of());
        left.put(row, problems.left(row, faults));
      }
      out.add(row);
    }
    good.removeAll(out);
    return true;
  }
}
