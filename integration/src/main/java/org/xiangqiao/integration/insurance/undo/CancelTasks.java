package org.xiangqiao.integration.insurance.undo;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteParticipant;

/**
 * Notes each Task that asks to cancel a settlement (financialtaskcode {@code cancel}, status
 * requested, focus Claim) in the transaction that stores it, so that none is forgotten.
 */
public final class CancelTasks implements WriteParticipant {

  static final String CODES = "http://terminology.hl7.org/CodeSystem/financialtaskcode";

  private static final String NOTE =
      """
      insert into insurance_undo (tenant_id, task_id, claim_id, client, organization, request_id)
      values (?, ?, ?, ?, ?, ?)
      on conflict (tenant_id, task_id) do update
        set claim_id = excluded.claim_id, waiting = true, not_before = now(),
          client = excluded.client, organization = excluded.organization,
          request_id = excluded.request_id
        where not insurance_undo.waiting
      """;

  private final JdbcTemplate jdbc;
  private final Consumer<String> rights;

  /**
   * @param rights throws if who writes just now may not cancel the Claim of this id
   */
  public CancelTasks(JdbcTemplate jdbc, Consumer<String> rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change change : changes) {
      if (change.resource() instanceof Task task) {
        claim(task).ifPresent(claim -> note(caller, change.id(), claim));
      }
    }
  }

  private void note(Caller caller, String task, String claim) {
    rights.accept(claim);
    jdbc.update(
        NOTE,
        caller.tenantId(),
        task,
        claim,
        caller.client(),
        caller.organization(),
        caller.requestId());
  }

  /** The Claim whose settlement this Task asks to cancel. */
  private static Optional<String> claim(Task task) {
    boolean asks =
        task.getStatus() == Task.TaskStatus.REQUESTED
            && task.getCode().hasCoding(CODES, "cancel")
            && "Claim".equals(task.getFocus().getReferenceElement().getResourceType());
    return asks ? Optional.of(task.getFocus().getReferenceElement().getIdPart()) : Optional.empty();
  }
}
