package org.xiangqiao.integration.insurance.reconcile;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;

/**
 * Tasks of a day's differences (对账差异任务): each is made once, closed by itself when a later run does
 * not find its difference any more, and opened again should it come back.
 */
class DifferenceTasks {

  static final String IDENTIFIER = "https://fhir.xiangqiao.org/sid/insurance-difference";
  private static final String MOOT = "moot";
  private static final int AT_ONCE = 100;

  private static final Set<TaskStatus> OVER =
      Set.of(
          TaskStatus.COMPLETED,
          TaskStatus.CANCELLED,
          TaskStatus.REJECTED,
          TaskStatus.FAILED,
          TaskStatus.ENTEREDINERROR);

  private static final String TOLD =
      """
      insert into insurance_difference (tenant_id, institution, day, difference, task_id)
      values (?, ?, ?, ?, ?)
      on conflict (tenant_id, institution, day, difference) do update set open = true
      """;

  /** A difference that another day still shows keeps its Task. */
  private static final String CLOSE =
      """
      update insurance_difference d set open = false
      where d.tenant_id = ? and d.institution = ? and d.day = ? and d.difference = any(?)
      returning case when exists (
        select from insurance_difference o where o.tenant_id = d.tenant_id
          and o.task_id = d.task_id and o.open and o.day <> d.day) then null else d.task_id end
      """;

  private record Known(String taskId, boolean open) {}

  private final JdbcTemplate jdbc;
  private final FhirStore store;
  private final FhirContext fhir;

  DifferenceTasks(JdbcTemplate jdbc, FhirStore store, FhirContext fhir) {
    this.jdbc = jdbc;
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * Tells of those that are not told of.
   *
   * @param found Tasks by the value of their identifier
   */
  void tell(Caller caller, DayLease day, Map<String, Task> found) {
    Map<String, Known> known = known(day);
    List<Map.Entry<String, Task>> fresh = new ArrayList<>();
    Set<String> back = new HashSet<>();
    List<String> backAgain = new ArrayList<>();
    for (Map.Entry<String, Task> one : found.entrySet()) {
      Known before = known.get(one.getKey());
      if (before == null) {
        fresh.add(one);
      } else if (!before.open()) {
        back.add(before.taskId());
        backAgain.add(one.getKey());
      }
    }
    for (List<Map.Entry<String, Task>> some : chunks(fresh)) {
      List<WriteOutcome> written =
          store.write(caller, some.stream().map(DifferenceTasks::created).toList());
      for (int i = 0; i < some.size(); i++) {
        String id = written.get(i).resource().id();
        note(day, some.get(i).getKey(), id);
        if (written.get(i).effect() != WriteOutcome.Effect.CREATED) {
          // Told of on another day, and closed with that.
          back.add(id);
        }
      }
    }
    change(caller, back, DifferenceTasks::closedByItself, DifferenceTasks::opened);
    backAgain.forEach(value -> note(day, value, known.get(value).taskId()));
  }

  /** Closes what is not found any more. */
  void moot(Caller caller, DayLease day, Set<String> still) {
    List<String> gone =
        known(day).entrySet().stream()
            .filter(one -> one.getValue().open() && !still.contains(one.getKey()))
            .map(Map.Entry::getKey)
            .toList();
    if (gone.isEmpty()) {
      return;
    }
    Set<String> tasks = new HashSet<>();
    for (List<String> some : chunks(gone)) {
      jdbc
          .queryForList(
              CLOSE,
              String.class,
              day.tenantId(),
              day.institution(),
              day.day(),
              some.toArray(String[]::new))
          .stream()
          .filter(id -> id != null)
          .forEach(tasks::add);
    }
    change(caller, tasks, task -> !OVER.contains(task.getStatus()), DifferenceTasks::closed);
  }

  private void note(DayLease day, String value, String task) {
    jdbc.update(TOLD, day.tenantId(), day.institution(), day.day(), value, task);
  }

  private Map<String, Known> known(DayLease day) {
    Map<String, Known> known = new HashMap<>();
    jdbc.query(
        "select difference, task_id, open from insurance_difference"
            + " where tenant_id = ? and institution = ? and day = ?",
        row -> {
          known.put(row.getString(1), new Known(row.getString(2), row.getBoolean(3)));
        },
        day.tenantId(),
        day.institution(),
        day.day());
    return known;
  }

  private void change(
      Caller caller, Set<String> ids, Predicate<Task> which, UnaryOperator<Task> how) {
    for (List<String> some : chunks(List.copyOf(ids))) {
      List<WriteOperation> writes = new ArrayList<>();
      for (StoredResource stored : store.readAll(caller, Map.of("Task", Set.copyOf(some)))) {
        Task task = fhir.newJsonParser().parseResource(Task.class, stored.json());
        if (which.test(task)) {
          writes.add(new WriteOperation.Update(how.apply(task), null, stored.version(), null));
        }
      }
      if (!writes.isEmpty()) {
        store.write(caller, writes);
      }
    }
  }

  private static boolean closedByItself(Task task) {
    return task.getStatus() == TaskStatus.COMPLETED
        && task.getStatusReason().hasCoding(Differences.CODES, MOOT);
  }

  private static Task closed(Task task) {
    return task.setStatus(TaskStatus.COMPLETED)
        .setStatusReason(
            new CodeableConcept(new Coding().setSystem(Differences.CODES).setCode(MOOT))
                .setText(ReconcileTexts.both(MOOT)));
  }

  private static Task opened(Task task) {
    return task.setStatus(TaskStatus.REQUESTED).setStatusReason(null);
  }

  private static WriteOperation created(Map.Entry<String, Task> one) {
    Task task = one.getValue();
    task.addIdentifier().setSystem(IDENTIFIER).setValue(one.getKey());
    return new WriteOperation.Create(task, "identifier=" + IDENTIFIER + "|" + one.getKey(), null);
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      chunks.add(all.subList(from, Math.min(from + AT_ONCE, all.size())));
    }
    return chunks;
  }
}
