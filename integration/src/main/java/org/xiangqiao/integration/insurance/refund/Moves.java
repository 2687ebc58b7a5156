package org.xiangqiao.integration.insurance.refund;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.xiangqiao.integration.insurance.book.Cases;
import org.xiangqiao.integration.insurance.book.InsuranceCase;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * Takes a partial refund from one state to the next, in one transaction with its Task, the answers
 * to both bills and, if a person must look, a Task for that.
 */
final class Moves {

  /** Somebody else took it elsewhere. */
  static final class OutrunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutrunException() {
      super(null, null, false, false);
    }
  }

  private final FhirStore store;
  private final FhirContext fhir;
  private final Cases cases;
  private final RefundRows rows;
  private final Function<InsuranceCase, List<DetectedIssue>> found;
  private final Clock clock;

  /**
   * @param found doubts about a claim that stand
   */
  Moves(
      FhirStore store,
      FhirContext fhir,
      Cases cases,
      RefundRows rows,
      Function<InsuranceCase, List<DetectedIssue>> found,
      Clock clock) {
    this.store = store;
    this.fhir = fhir;
    this.cases = cases;
    this.rows = rows;
    this.found = found;
    this.clock = clock;
  }

  /**
   * @param pause after which any node may take it up
   * @throws OutrunException if it is elsewhere by now, or another refund took its place
   */
  Refund to(Refund before, Caller by, RefundState next, Duration pause) {
    List<WriteOperation> writes = new ArrayList<>();
    Optional<Task> shown = read(by, Task.class, before.taskId());
    shown.ifPresent(task -> writes.add(changed(task, next)));
    boolean asks = next.asksPerson() && before.personTask() == null && shown.isPresent();
    if (asks) {
      Task person = RefundForms.forPerson(shown.get(), next, clock.instant());
      writes.add(new WriteOperation.Create(person, null, null));
    }
    if (next == RefundState.DONE && before.personTask() != null) {
      read(by, Task.class, before.personTask()).ifPresent(task -> writes.add(completed(task)));
    }
    told(before, by, next, writes);
    Refund[] after = new Refund[1];
    store.write(
        by,
        writes,
        (caller, changes) -> {
          String asked = asks ? created(changes, before.taskId()) : before.personTask();
          after[0] = before.by(by).to(next, asked);
          if (!rows.move(before, after[0], pause)) {
            throw new OutrunException();
          }
        });
    return after[0];
  }

  private WriteOperation changed(Task task, RefundState next) {
    Long version = version(task);
    RefundForms.change(task, next, clock.instant());
    return new WriteOperation.Update(task, null, version, null);
  }

  /** What the person was asked to do is done. */
  private static WriteOperation completed(Task task) {
    Long version = version(task);
    task.setStatus(Task.TaskStatus.COMPLETED);
    return new WriteOperation.Update(task, null, version, null);
  }

  /** Answers of bills that nobody works on just now. */
  private void told(Refund refund, Caller by, RefundState next, List<WriteOperation> writes) {
    for (long id : new long[] {refund.former(), refund.bill()}) {
      InsuranceCase one = cases.get(by.tenantId(), id);
      if (!one.open()) {
        read(by, ClaimResponse.class, one.responseId())
            .ifPresent(
                answer -> {
                  Long version = version(answer);
                  if (id == refund.bill() && Course.waits(one)) {
                    RefundForms.waiting(answer, next);
                    if (next == RefundState.CHECKS_REFUSED) {
                      RefundForms.doubts(answer, found.apply(one));
                    }
                  }
                  RefundForms.tell(answer, next);
                  writes.add(new WriteOperation.Update(answer, null, version, null));
                });
      }
    }
  }

  private static String created(List<Change> changes, String but) {
    return changes.stream()
        .filter(change -> change.type().equals("Task") && !change.id().equals(but))
        .map(Change::id)
        .findFirst()
        .orElseThrow();
  }

  private static Long version(Resource resource) {
    return Long.valueOf(resource.getMeta().getVersionId());
  }

  private <R extends Resource> Optional<R> read(Caller caller, Class<R> type, String id) {
    return store
        .read(caller, type.getSimpleName(), id)
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(type, found.json()));
  }
}
