package org.xiangqiao.integration.insurance.list;

import java.util.Arrays;
import java.util.Locale;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Where a settlement list is (结算清单状态). */
public enum ListState {
  /** For the invoice's code and number (票据). */
  WAITING_INVOICE(TaskStatus.REQUESTED),
  /** For the coder (编码员), who ends it. */
  WAITING_CODER(TaskStatus.REQUESTED),
  /** Complete; goes up when the platform can be reached. */
  QUEUED(TaskStatus.INPROGRESS),
  /** Committed before the first byte leaves; the answer is not here yet. */
  SENT(TaskStatus.INPROGRESS),
  /** The platform has it. */
  BOOKED(TaskStatus.COMPLETED),
  /** The platform, or a check before sending, does not take it as it is. */
  REFUSED(TaskStatus.ONHOLD),
  /** The answer was lost, and whether it may be sent twice is not known: a person looks. */
  UNKNOWN(TaskStatus.ONHOLD),
  /** The settlement was taken back. */
  ENDED(TaskStatus.CANCELLED);

  private final TaskStatus task;

  ListState(TaskStatus task) {
    this.task = task;
  }

  TaskStatus task() {
    return task;
  }

  /** In the database and in FHIR. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean waiting() {
    return this == WAITING_INVOICE || this == WAITING_CODER;
  }

  /** Somebody has to look. */
  boolean troubled() {
    return this == REFUSED || this == UNKNOWN;
  }

  static ListState of(String code) {
    return Arrays.stream(values())
        .filter(state -> state.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no state of a list is " + code));
  }
}
