package org.xiangqiao.integration.insurance.undo;

import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.xiangqiao.integration.insurance.platform.Counter;

/** What a Task of code cancel says, and what is said in it. R4 Task. */
final class CancelTaskForms {

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.undo.texts";
  static final String REASONS = "https://fhir.xiangqiao.org/CodeSystem/insurance-cancel-reason";

  private CancelTaskForms() {}

  /** Who works where, as far as the Task tells; by the names that the operations use. */
  static Counter counter(Task task, Counter unattended) {
    Optional<String> operator = input(task, "operator");
    return operator.isEmpty()
        ? unattended
        : new Counter(
            input(task, "operatorType").orElse("1"),
            operator.get(),
            input(task, "operatorName").orElse(unattended.name()),
            input(task, "mac").orElse(unattended.mac()),
            input(task, "ip").orElse(unattended.ip()));
  }

  static boolean withVisit(Task task) {
    return input(task, "visit").filter("true"::equals).isPresent();
  }

  /**
   * @param reason of a failure or rejection, or null
   */
  static void change(Task task, TaskStatus status, String reason, Instant now) {
    task.setStatus(status);
    task.setLastModified(Date.from(now));
    task.setStatusReason(
        reason == null
            ? null
            : new CodeableConcept(new Coding().setSystem(REASONS).setCode(reason))
                .setText(both(reason)));
  }

  static void answered(Task task, String responseId) {
    task.getOutput().clear();
    task.addOutput()
        .setType(new CodeableConcept().setText("ClaimResponse"))
        .setValue(new Reference("ClaimResponse/" + responseId));
  }

  /** What a person has to do instead. */
  static Task forPerson(Task asked, Instant now) {
    Task task = forPerson(asked.getFocus().copy(), now);
    task.addBasedOn(new Reference("Task/" + asked.getIdElement().getIdPart()));
    if (asked.hasFor()) {
      task.setFor(asked.getFor().copy());
    }
    return task;
  }

  /** The same where no Task asked. */
  static Task forPerson(Reference claim, Instant now) {
    Task task = new Task();
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.setCode(new CodeableConcept(new Coding().setSystem(REASONS).setCode("past-cut-off")));
    task.setDescription(both("past-cut-off-task"));
    task.setFocus(claim);
    task.setAuthoredOn(Date.from(now));
    return task;
  }

  private static Optional<String> input(Task task, String name) {
    return task.getInput().stream()
        .filter(
            input ->
                name.equals(input.getType().getText())
                    || input.getType().getCoding().stream()
                        .anyMatch(coding -> name.equals(coding.getCode())))
        .filter(input -> input.getValue() != null && input.getValue().isPrimitive())
        .map(input -> input.getValue().primitiveValue())
        .findFirst();
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
