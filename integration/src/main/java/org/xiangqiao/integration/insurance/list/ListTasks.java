package org.xiangqiao.integration.insurance.list;

import ca.uhn.fhir.context.FhirContext;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.WriteOperation;

/**
 * The Task of each settlement list (结算清单任务), which shows where it is: the work list of cashiers and
 * coders. R4 Task; {@code focus} is the Claim.
 */
final class ListTasks {

  static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-settlement-list";

  private static final String LIST = "settlement-list";
  private static final String BUNDLE = "org.xiangqiao.integration.insurance.list.texts";
  private static final String MESSAGE = "message-id";

  private final FhirStore store;
  private final FhirContext fhir;
  private final ListRows rows;
  private final Clock clock;

  ListTasks(FhirStore store, FhirContext fhir, ListRows rows, Clock clock) {
    this.store = store;
    this.fhir = fhir;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Brings the Task in step.
   *
   * @param patient of the Claim
   */
  void tell(SettlementList list, Reference patient) {
    Optional<Task> known = find(list);
    Task task = known.orElseGet(() -> created(list, patient));
    if (known.isPresent() && shows(task, list)) {
      rows.told(list, list.taskId());
      return;
    }
    change(task, list);
    WriteOperation write =
        known.isPresent()
            ? new WriteOperation.Update(
                task, null, Long.valueOf(task.getMeta().getVersionId()), null)
            : new WriteOperation.Create(task, null, null);
    store.write(
        list.caller(),
        List.of(write),
        (caller, changes) ->
            changes.stream()
                .filter(change -> change.resource() instanceof Task)
                .forEach(change -> rows.told(list, change.id())));
  }

  private Optional<Task> find(SettlementList list) {
    return Optional.ofNullable(list.taskId())
        .flatMap(id -> store.read(list.caller(), "Task", id))
        .filter(found -> !found.deleted())
        .map(found -> fhir.newJsonParser().parseResource(Task.class, found.json()));
  }

  private static boolean shows(Task task, SettlementList list) {
    return task.getStatus() == list.state().task()
        && task.getBusinessStatus().hasCoding(CODES, list.state().code())
        && !list.state().troubled();
  }

  private Task created(SettlementList list, Reference patient) {
    Task task = new Task();
    task.setIntent(Task.TaskIntent.ORDER);
    task.setCode(concept(LIST).setText(both(LIST)));
    task.setFocus(new Reference("Claim/" + list.claimId()));
    if (patient != null && patient.hasReference()) {
      task.setFor(patient.copy());
    }
    task.setAuthoredOn(Date.from(clock.instant()));
    return task;
  }

  private void change(Task task, SettlementList list) {
    ListState state = list.state();
    task.setStatus(state.task());
    task.setPriority(state.troubled() ? Task.TaskPriority.URGENT : Task.TaskPriority.ROUTINE);
    task.setBusinessStatus(concept(state.code()).setText(both(state.code())));
    task.setLastModified(Date.from(clock.instant()));
    task.setStatusReason(
        state.troubled()
            ? concept(state.code())
                .setText(list.words().isEmpty() ? both(state.code()) : list.words())
            : null);
    task.getOutput().removeIf(output -> MESSAGE.equals(output.getType().getText()));
    if (list.messageId() != null) {
      task.addOutput()
          .setType(new CodeableConcept().setText(MESSAGE))
          .setValue(new StringType(list.messageId()));
    }
  }

  private static CodeableConcept concept(String code) {
    return new CodeableConcept(new Coding().setSystem(CODES).setCode(code));
  }

  private static String both(String key) {
    return in(Locale.CHINESE, key) + " " + in(Locale.ROOT, key);
  }

  private static String in(Locale language, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            language,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}
