package org.xiangqiao.server.bulkimport;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.server.bulkimport.ImportProgress.Left;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.OperationOutcomes;
import org.xiangqiao.server.rest.problem.WithoutMessage;
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

  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);
  private static final Pattern ENTRY =
      Pattern.compile("Bundle\\.entry\\[(\\d+)](?:\\.resource)?\\.?(.*)");
  private static final String TO_NOTHING = "reference-to-nothing";

  private final FhirStore store;
  private final TransactionTemplate transaction;
  private final OperationOutcomes outcomes;
  private final FhirContext fhir;

  RowWriter(
      FhirStore store,
      TransactionTemplate transaction,
      OperationOutcomes outcomes,
      FhirContext fhir) {
    this.store = store;
    this.transaction = transaction;
    this.outcomes = outcomes;
    this.fhir = fhir;
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
   * Writes what can be written.
   *
   * @param defer whether rows that refer to nothing may be tried later
   */
  void write(ImportJob job, List<ImportRow> rows, boolean defer, Commit commit) {
    for (List<ImportRow> part : withoutRepetition(rows)) {
      write(job, part, Map.of(), defer, commit);
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
      ImportJob job,
      List<ImportRow> rows,
      Map<ImportRow, Left> known,
      boolean defer,
      Commit commit) {
    Map<ImportRow, Left> left = new HashMap<>(known);
    List<ImportRow> good = new ArrayList<>();
    for (ImportRow row : rows) {
      if (row.resource() == null) {
        left.put(row, problem(row, row.faults()));
      } else if (!left.containsKey(row)) {
        good.add(row);
      }
    }
    while (true) {
      try {
        attempt(job, rows, good, left, commit);
        return;
      } catch (ImportProgress.Lost lost) {
        throw lost;
      } catch (RuntimeException failure) {
        if (good.isEmpty()
            || failure instanceof StoreException refusal
                && refusal.kind() == StoreProblem.Kind.UNAVAILABLE) {
          throw failure;
        }
        if (!leaveOut(job, good, left, defer, failure)) {
          int middle = rows.size() / 2;
          write(job, rows.subList(0, middle), left, defer, commit);
          write(job, rows.subList(middle, rows.size()), left, defer, commit);
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
    store.write(
        job.caller(),
        good.stream()
            .map(
                row -> (WriteOperation) new WriteOperation.Update(row.resource(), null, null, null))
            .toList(),
        (caller, changes) -> commit.note(rows, effects(changes), leftOut));
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
      boolean defer,
      RuntimeException failure) {
    Map<Integer, List<StoreProblem>> wrong = wrong(failure, good);
    if (wrong.isEmpty() && good.size() > 1) {
      return false;
    }
    if (wrong.isEmpty()) {
      left.put(good.get(0), problem(good.get(0), faults(job, failure)));
      good.clear();
      return true;
    }
    List<ImportRow> out = new ArrayList<>();
    wrong.forEach(
        (index, problems) -> {
          ImportRow row = good.get(index);
          boolean later =
              defer && problems.stream().allMatch(problem -> problem.key().equals(TO_NOTHING));
          left.put(
              row,
              later
                  ? new Left(row.number(), row.line(), row.position(), row.length(), null)
                  : problem(row, faults(job, new StoreException(problems))));
          out.add(row);
        });
    good.removeAll(out);
    return true;
  }

  /** Problems by the row that they are about; empty unless each has one. */
  private static Map<Integer, List<StoreProblem>> wrong(
      RuntimeException failure, List<ImportRow> good) {
    Map<Integer, List<StoreProblem>> wrong = new TreeMap<>();
    if (!(failure instanceof StoreException refusal)
        || refusal.kind() == StoreProblem.Kind.TIMEOUT) {
      return wrong;
    }
    for (StoreProblem problem : refusal.problems()) {
      Matcher place = ENTRY.matcher(problem.location());
      boolean placed = good.size() > 1 && place.matches();
      int index = placed ? Integer.parseInt(place.group(1)) : 0;
      if (!placed && good.size() > 1 || index >= good.size()) {
        return Map.of();
      }
      String path = placed ? place.group(2) : problem.location();
      String type = good.get(index).resource().fhirType();
      String location = path.isEmpty() ? type : path.startsWith(type) ? path : type + "." + path;
      wrong
          .computeIfAbsent(index, row -> new ArrayList<>())
          .add(new StoreProblem(problem.kind(), location, problem.key(), problem.arguments()));
    }
    return wrong;
  }

  private List<Fault> faults(ImportJob job, RuntimeException failure) {
    if (failure instanceof StoreException) {
      return outcomes.faults(failure, job.id().toString());
    }
    LOG.error("job {}: a row could not be loaded", job.id(), WithoutMessage.of(failure));
    return List.of(ImportFaults.of(500, IssueType.EXCEPTION, "import-row-failed", ""));
  }

  private Left problem(ImportRow row, List<Fault> faults) {
    OperationOutcome outcome = outcomes.outcome(faults, Locale.ENGLISH);
    outcome
        .getIssue()
        .forEach(
            issue -> issue.addLocation("input[" + row.number() + "].line[" + row.line() + "]"));
    return new Left(
        row.number(),
        row.line(),
        row.position(),
        row.length(),
        fhir.newJsonParser().encodeResourceToString(outcome));
  }
}
