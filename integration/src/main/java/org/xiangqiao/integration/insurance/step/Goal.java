package org.xiangqiao.integration.insurance.step;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.xiangqiao.integration.insurance.state.BookingState;

/** What is wanted of a case, as the steps that lead there: one row a purpose and way of care. */
public enum Goal {
  /** 门诊挂号. */
  REGISTER(Purpose.REGISTER, Care.OUTPATIENT, StepKind.REGISTER),
  /** 退号, of a visit without a bill. */
  UNREGISTER(Purpose.UNREGISTER, Care.OUTPATIENT, StepKind.UNREGISTER),
  /** 门诊结算. */
  SETTLE(
      Purpose.SETTLE,
      Care.OUTPATIENT,
      StepKind.REGISTER,
      StepKind.DIAGNOSE,
      StepKind.DETAILS,
      StepKind.SETTLE),
  /** 门诊预结算. */
  QUOTE(
      Purpose.QUOTE,
      Care.OUTPATIENT,
      StepKind.REGISTER,
      StepKind.DIAGNOSE,
      StepKind.DETAILS,
      StepKind.QUOTE),
  /** 门诊结算撤销. */
  CANCEL(Purpose.CANCEL, Care.OUTPATIENT, StepKind.CANCEL, StepKind.WITHDRAW),
  /** 门诊结算撤销并退号. */
  WITHDRAW(
      Purpose.WITHDRAW, Care.OUTPATIENT, StepKind.CANCEL, StepKind.WITHDRAW, StepKind.UNREGISTER),
  /** 入院办理, 住院信息变更. */
  ADMIT(Purpose.REGISTER, Care.INPATIENT, StepKind.REGISTER, StepKind.CHANGE),
  /** 撤销入院, of a stay without a bill. */
  UNADMIT(Purpose.UNREGISTER, Care.INPATIENT, StepKind.UNREGISTER),
  /** 住院费用明细上传. */
  UPLOAD(Purpose.UPLOAD, Care.INPATIENT, StepKind.REGISTER, StepKind.DETAILS),
  /** 住院结算. */
  SETTLE_STAY(
      Purpose.SETTLE,
      Care.INPATIENT,
      StepKind.REGISTER,
      StepKind.DETAILS,
      StepKind.DISCHARGE,
      StepKind.SETTLE),
  /** 住院预结算, 在院或出院后. */
  QUOTE_STAY(Purpose.QUOTE, Care.INPATIENT, StepKind.REGISTER, StepKind.DETAILS, StepKind.QUOTE),
  /** 预结算过期, whose charges other claims of the stay still need. */
  EXPIRE_STAY(Purpose.EXPIRE, Care.INPATIENT),
  /** 住院结算撤销. */
  CANCEL_STAY(Purpose.CANCEL, Care.INPATIENT, StepKind.CANCEL, StepKind.READMIT, StepKind.WITHDRAW),
  /** 住院结算撤销并撤销入院. */
  WITHDRAW_STAY(
      Purpose.WITHDRAW,
      Care.INPATIENT,
      StepKind.CANCEL,
      StepKind.READMIT,
      StepKind.WITHDRAW,
      StepKind.UNREGISTER),
  /** 转院备案. */
  REFER(Purpose.FILE, Care.REFERRAL, StepKind.REFER),
  /** 转院备案撤销. */
  UNREFER(Purpose.CANCEL, Care.REFERRAL, StepKind.UNREFER),
  /** 人员慢特病备案. */
  FILE_DISEASE(Purpose.FILE, Care.CHRONIC_DISEASE, StepKind.FILE),
  /** 人员慢特病备案撤销. */
  UNFILE_DISEASE(Purpose.CANCEL, Care.CHRONIC_DISEASE, StepKind.UNFILE);

  /** What somebody wants. */
  public enum Purpose {
    /** The visit or stay is known to the platform (挂号、入院). */
    REGISTER(BookingState.BOOKED),
    /** The platform forgets the visit or stay (退号、撤销入院). */
    UNREGISTER(BookingState.CANCELLED_NOT_RESETTLED),
    /** The charges so far are known to the platform (费用上传). */
    UPLOAD(BookingState.BOOKED),
    /** The bill is settled (结算). */
    SETTLE(BookingState.BOOKED),
    /** A filing in advance is on file (备案). */
    FILE(BookingState.BOOKED),
    /** What the bill would cost is known (预结算). */
    QUOTE(BookingState.BOOKED),
    /** A quote no longer counts; nothing of it is left to take back (预结算过期). */
    EXPIRE(BookingState.CANCELLED_NOT_RESETTLED),
    /** Settlement and details are taken back (撤销结算). */
    CANCEL(BookingState.CANCELLED_NOT_RESETTLED),
    /** The registration is taken back too (退号、撤销入院). */
    WITHDRAW(BookingState.CANCELLED_NOT_RESETTLED);

    private final BookingState end;

    Purpose(BookingState end) {
      this.end = end;
    }
  }

  private final Purpose purpose;
  private final Care care;
  private final List<StepKind> steps;

  Goal(Purpose purpose, Care care, StepKind... steps) {
    this.purpose = purpose;
    this.care = care;
    this.steps = List.of(steps);
  }

  public Purpose purpose() {
    return purpose;
  }

  public Care care() {
    return care;
  }

  public BookingState end() {
    return purpose.end;
  }

  public List<StepKind> steps() {
    return steps;
  }

  public boolean undoes() {
    return end() == BookingState.CANCELLED_NOT_RESETTLED;
  }

  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Goal of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /**
   * @throws IllegalArgumentException if that way of care has no such purpose
   */
  public static Goal of(Purpose purpose, Care care) {
    return Arrays.stream(values())
        .filter(goal -> goal.purpose == purpose && goal.care == care)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no " + purpose + " of " + care));
  }
}
