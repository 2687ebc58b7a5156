package org.xiangqiao.integration.insurance.refund;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.hl7.fhir.r4.model.ClaimResponse.NoteComponent;
import org.hl7.fhir.r4.model.ClaimResponse.RemittanceOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;

/**
 * What a partial refund says in its Task and in the answers to both bills. R4 Task, ClaimResponse.
 */
final class RefundForms {

  static final String STATES = "https://fhir.xiangqiao.org/CodeSystem/insurance-refund-state";

  private static final String CODES = "http://terminology.hl7.org/CodeSystem/financialtaskcode";

  private static final String BUNDLE = "org.xiangqiao.integration.insurance.refund.texts";

  /** Element ids of the notes, which are told anew with each state. */
  private static final String NOTE = "refund-";

  private RefundForms() {}

  /**
   * @param bill reference to the Claim that is settled instead
   * @param answer reference to its ClaimResponse
   * @param former reference to the Claim whose settlement is taken back
   * @param formerAnswer reference to its ClaimResponse
   */
  static Task task(
      String bill,
      String answer,
      String former,
      String formerAnswer,
      Reference patient,
      Instant now) {
    Task task = new Task();
    task.setIntent(Task.TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(new Coding().setSystem(CODES).setCode("reprocess"))
            .setText(both("refund")));
    task.setFocus(new Reference(bill));
    task.setReasonReference(new Reference(former));
    task.setFor(patient.copy());
    task.setAuthoredOn(Date.from(now));
    output(task, "ClaimResponse", answer);
    output(task, "former ClaimResponse", formerAnswer);
    change(task, RefundState.REQUESTED, now);
    return task;
  }

  static void change(Task task, RefundState state, Instant now) {
    task.setStatus(state.task());
    task.setBusinessStatus(concept(state.code()).setText(both(state.code())));
    task.setLastModified(Date.from(now));
    task.setStatusReason(
        state == RefundState.DONE || !state.atRest() ? null : task.getBusinessStatus().copy());
  }

  /** For the person who looks after it. */
  static Task forPerson(Task refund, RefundState state, Instant now) {
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.setCode(concept(state.code()));
    task.setDescription(both("task-" + state.code()));
    Reference bill = state == RefundState.PAST_CUT_OFF ? former(refund) : refund.getFocus();
    task.setFocus(bill.copy());
    task.addBasedOn(new Reference("Task/" + refund.getIdElement().getIdPart()));
    task.setFor(refund.getFor().copy());
    task.setAuthoredOn(Date.from(now));
    return task;
  }

  /** The state, in the answer to either bill. */
  static void tell(ClaimResponse answer, RefundState state) {
    answer.getProcessNote().removeIf(RefundForms::ours);
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      NoteComponent note = answer.addProcessNote();
      note.setId(NOTE + language.toLanguageTag());
      note.setText(text(language, state.code()));
      note.setLanguage(
          new CodeableConcept(
              new Coding().setSystem("urn:ietf:bcp:47").setCode(language.toLanguageTag())));
    }
  }

  /** The answer to a bill that was not begun to be settled. */
  static void waiting(ClaimResponse answer, RefundState state) {
    answer.setOutcome(state.atRest() ? RemittanceOutcome.ERROR : RemittanceOutcome.QUEUED);
    answer.setDisposition(text(Locale.CHINESE, state.code()));
    answer.getError().clear();
    if (state.atRest()) {
      answer.addError().setCode(concept(state.code()));
    }
  }

  /** Why the new bill may not take the place of the former one. */
  static void doubts(ClaimResponse answer, List<DetectedIssue> found) {
    for (DetectedIssue issue : found) {
      if (issue.getSeverity() == DetectedIssueSeverity.HIGH) {
        answer
            .addError()
            .setCode(
                new CodeableConcept(issue.getCode().getCodingFirstRep().copy().setDisplay(null))
                    .setText(
                        issue.getEvidenceFirstRep().getCodeFirstRep().getText()
                            + ": "
                            + issue.getDetail()));
      }
    }
  }

  private static boolean ours(NoteComponent note) {
    return note.hasId() && note.getId().startsWith(NOTE);
  }

  private static Reference former(Task refund) {
    return refund.getReasonReference();
  }

  private static void output(Task task, String type, String reference) {
    task.addOutput()
        .setType(new CodeableConcept().setText(type))
        .setValue(new Reference(reference));
  }

  private static CodeableConcept concept(String code) {
    return new CodeableConcept(new Coding().setSystem(STATES).setCode(code));
  }

  private static String both(String key) {
    return text(Locale.CHINESE, key) + " " + text(Locale.ROOT, key);
  }

  private static String text(Locale language, String key) {
    return ResourceBundle.getBundle(
            BUNDLE,
            language.equals(Locale.CHINESE) ? Locale.CHINESE : Locale.ROOT,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .getString(key);
  }
}
