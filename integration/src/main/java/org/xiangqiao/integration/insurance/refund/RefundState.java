package org.xiangqiao.integration.insurance.refund;

import java.util.Locale;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** How far a partial refund is (部分退费状态), and what its Task says then. */
public enum RefundState {
  /** Noted; nothing was sent (已申请). */
  REQUESTED(TaskStatus.REQUESTED, Rest.NONE),
  /** The former settlement is being taken back (撤销中). */
  CANCELLING(TaskStatus.INPROGRESS, Rest.NONE),
  /** It is gone; the new bill is being settled (重结中). */
  RESETTLING(TaskStatus.INPROGRESS, Rest.NONE),
  /** The new bill took its place (已完成). */
  DONE(TaskStatus.COMPLETED, Rest.ENDED),
  /** The platform did not cancel; the former settlement stands (未撤销). */
  NOT_CANCELLED(TaskStatus.FAILED, Rest.ENDED),
  /** The former settlement is older than may be cancelled online (已过撤销期限). */
  PAST_CUT_OFF(TaskStatus.REJECTED, Rest.ENDED),
  /** The new bill did not pass the checks, so nothing was cancelled (新单审核未通过). */
  CHECKS_REFUSED(TaskStatus.REJECTED, Rest.ENDED),
  /** The former settlement is gone and the new bill was not booked (已撤销未重结). */
  CANCELLED_NOT_RESETTLED(TaskStatus.ONHOLD, Rest.HANGS),
  /** The same, as the patient's card or code must be read again (需重新扫码). */
  NEEDS_CREDENTIAL(TaskStatus.ONHOLD, Rest.HANGS),
  /** What became of the cancel or the settlement only a person can find out (需人工处理). */
  NEEDS_PERSON(TaskStatus.ONHOLD, Rest.HANGS);

  private enum Rest {
    NONE,
    /** Goes on when somebody clears it. */
    HANGS,
    ENDED
  }

  private final TaskStatus task;
  private final Rest rest;

  RefundState(TaskStatus task, Rest rest) {
    this.task = task;
    this.rest = rest;
  }

  TaskStatus task() {
    return task;
  }

  /** Whoever waits is told. */
  public boolean atRest() {
    return rest != Rest.NONE;
  }

  /** Nothing comes of it but by handing it in again. */
  boolean ended() {
    return rest == Rest.ENDED;
  }

  /** Whether a person is asked to look after it by a Task of its own. */
  boolean asksPerson() {
    return this == CANCELLED_NOT_RESETTLED || this == PAST_CUT_OFF;
  }

  /** As it stands in tables and resources: {@code not-cancelled}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static RefundState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
