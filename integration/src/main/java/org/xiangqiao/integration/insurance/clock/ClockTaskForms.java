package org.xiangqiao.integration.insurance.clock;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** What a Task about a clock says. R4 Task. */
final class ClockTaskForms {

  static final String CODES = "https://fhir.xiangqiao.org/CodeSystem/insurance-alarm";
  static final String INSTITUTION = "https://fhir.xiangqiao.org/sid/insurance-institution";

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.clock.texts";

  private static final Set<TaskStatus> OVER =
      Set.of(
          TaskStatus.COMPLETED,
          TaskStatus.CANCELLED,
          TaskStatus.REJECTED,
          TaskStatus.FAILED,
          TaskStatus.ENTEREDINERROR);

  private ClockTaskForms() {}

  /**
   * @param skew positive when the platform's clock is ahead
   */
  static Task skewed(String institution, Duration skew, Instant now) {
    Task task = new Task();
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.setCode(new CodeableConcept(new Coding().setSystem(CODES).setCode("clock-skew")));
    task.getFocus().setType("Organization");
    task.getFocus().getIdentifier().setSystem(INSTITUTION).setValue(institution);
    task.setDescription(
        both(
            skew.isNegative() ? "behind" : "ahead",
            institution,
            String.valueOf(skew.abs().toSeconds())));
    task.setAuthoredOn(Date.from(now));
    return task;
  }

  /** Whether nobody has ended it yet. */
  static boolean open(Task task) {
    return !OVER.contains(task.getStatus());
  }

  static Task over(Task task, Instant now) {
    task.setStatus(TaskStatus.COMPLETED);
    task.setLastModified(Date.from(now));
    task.setStatusReason(
        new CodeableConcept(new Coding().setSystem(CODES).setCode("over")).setText(both("over")));
    return task;
  }

  private static String both(String key, String... arguments) {
    return in(Locale.CHINESE, key, arguments) + " " + in(Locale.ROOT, key, arguments);
  }

  private static String in(Locale language, String key, String... arguments) {
    String text =
        ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(
                    ResourceBundle.Control.FORMAT_PROPERTIES))
            .getString(key);
    return new MessageFormat(text, Locale.ROOT).format(arguments);
  }
}
