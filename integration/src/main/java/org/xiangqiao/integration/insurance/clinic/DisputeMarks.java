package org.xiangqiao.integration.insurance.clinic;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.WriteParticipant;

/**
 * Marks claims whose amounts are disputed (有争议), in the transaction that stores the Task of code
 * {@code disputed}, until that Task is done.
 */
public final class DisputeMarks implements WriteParticipant {

  private static final String CODES =
      "https://fhir.xiangqiao.org/CodeSystem/insurance-booking-state";

  private static final Set<TaskStatus> DONE =
      Set.of(
          TaskStatus.COMPLETED,
          TaskStatus.CANCELLED,
          TaskStatus.REJECTED,
          TaskStatus.FAILED,
          TaskStatus.ENTEREDINERROR);

  private final JdbcTemplate jdbc;

  public DisputeMarks(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change change : changes) {
      if (change.resource() instanceof Task task
          && task.getCode().hasCoding(CODES, "disputed")
          && "Claim".equals(task.getFocus().getReferenceElement().getResourceType())) {
        jdbc.update(
            "update insurance_case set disputed = ? where tenant_id = ? and kind = 'claim'"
                + " and resource_id = ?",
            !DONE.contains(task.getStatus()),
            caller.tenantId(),
            task.getFocus().getReferenceElement().getIdPart());
      }
    }
  }
}
