package org.xiangqiao.integration.insurance.undo;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.integration.insurance.desk.ClaimDesk;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.run.DueWork;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.integration.insurance.state.BookingState;
import org.xiangqiao.integration.insurance.undo.UndoRows.Undo;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Does what Tasks of code cancel ask for (撤销任务), as {@code Claim/$cancel} does it, and keeps the
 * Task in step: in-progress, completed, failed with its reason; rejected past the cut-off, with a
 * Task for a person. What a node that died has begun another one goes on with.
 */
public final class Undoing implements AutoCloseable {

  private static final int AT_ONCE = 4;
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final FhirStore store;
  private final FhirContext fhir;
  private final UndoRows rows;
  private final Cases cases;
  private final ClaimDesk desk;
  private final Lines lines;
  private final CutOffs cutOffs;
  private final Clock clock;
  private final DueWork<Undo> due;

  /**
   * @param reserved how long other nodes leave a Task alone: longer than the desk waits
   */
  public Undoing(
      FhirStore store,
      FhirContext fhir,
      JdbcTemplate jdbc,
      ClaimDesk desk,
      Lines lines,
      CutOffs cutOffs,
      Duration poll,
      Duration reserved,
      Clock clock) {
    this.store = store;
    this.fhir = fhir;
    this.rows = new UndoRows(jdbc);
    this.cases = new Cases(jdbc);
    this.desk = desk;
    this.lines = lines;
    this.cutOffs = cutOffs;
    this.clock = clock;
    this.due =
        new DueWork<>("insurance-undo", AT_ONCE, poll, () -> rows.take(reserved), this::work);
  }

  /** Begins to look for Tasks. */
  public void start() {
    due.start();
  }

  private void work(Undo undo) throws InterruptedException {
    Optional<Task> stored = task(undo);
    if (stored.isEmpty()
        || stored.get().getStatus() != TaskStatus.REQUESTED
            && stored.get().getStatus() != TaskStatus.INPROGRESS) {
      // Withdrawn meanwhile by whoever asked.
      rows.done(undo);
      return;
    }
    Task task = stored.get();
    boolean begun = task.getStatus() == TaskStatus.INPROGRESS;
    Optional<InsuranceCase> known = cases.ofClaim(undo.caller().tenantId(), undo.claimId());
    // What waited for the platform may have waited too long; what is under way goes on.
    boolean underWay = begun && known.isPresent() && known.get().open();
    if (!underWay && cutOffs.passed(undo.caller().tenantId(), undo.claimId())) {
      reject(undo, task);
      return;
    }
    if (known.isEmpty()) {
      end(undo, List.of(changed(task, TaskStatus.FAILED, "unknown")));
      return;
    }
    if (!begun) {
      store.write(undo.caller(), List.of(changed(task, TaskStatus.INPROGRESS, null)));
    }
    try {
      Counter counter =
          CancelTaskForms.counter(task, lines.of(known.get().institution()).unattended());
      desk.cancel(undo.caller(), undo.claimId(), CancelTaskForms.withVisit(task), counter);
      ended(undo);
    } catch (DeskException refused) {
      switch (refused.reason()) {
        case PLATFORM_DOWN, BUSY, CERTIFICATE -> rows.later(undo, AGAIN);
        default -> fail(undo, refused.reason().name().toLowerCase(java.util.Locale.ROOT));
      }
    }
  }

  private void reject(Undo undo, Task task) {
    List<WriteOperation> writes = new ArrayList<>();
    writes.add(changed(task, TaskStatus.REJECTED, "past-cut-off"));
    writes.add(
        new WriteOperation.Create(CancelTaskForms.forPerson(task, clock.instant()), null, null));
    end(undo, writes);
  }

  private void ended(Undo undo) {
    InsuranceCase now = cases.ofClaim(undo.caller().tenantId(), undo.claimId()).orElseThrow();
    if (now.open()) {
      rows.later(undo, AGAIN);
    } else if (now.state() == BookingState.CANCELLED_NOT_RESETTLED) {
      Task task = task(undo).orElseThrow();
      CancelTaskForms.answered(task, now.responseId());
      end(undo, List.of(changed(task, TaskStatus.COMPLETED, null)));
    } else {
      fail(undo, now.state() == BookingState.NEEDS_PERSON ? "needs-person" : "not-cancelled");
    }
  }

  private void fail(Undo undo, String reason) {
    Optional<Task> task = task(undo);
    if (task.isEmpty()) {
      rows.done(undo);
    } else {
      end(undo, List.of(changed(task.get(), TaskStatus.FAILED, reason)));
    }
  }

  private WriteOperation changed(Task task, TaskStatus status, String reason) {
    CancelTaskForms.change(task, status, reason, clock.instant());
    return new WriteOperation.Update(task, null, Long.valueOf(task.getMeta().getVersionId()), null);
  }

  private void end(Undo undo, List<WriteOperation> writes) {
    store.write(undo.caller(), writes, (caller, changes) -> rows.done(undo));
  }

  private Optional<Task> task(Undo undo) {
    return store
        .read(undo.caller(), "Task", undo.taskId())
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(Task.class, found.json()));
  }

  @Override
  public void close() {
    due.close();
  }
}
