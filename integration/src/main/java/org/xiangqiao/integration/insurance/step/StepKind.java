package org.xiangqiao.integration.insurance.step;

import java.util.Arrays;

/** Transactions of outpatient settlement (门诊结算交易), one row each. */
public enum StepKind {
  /** 门诊挂号. */
  REGISTER("2201", Subject.VISIT, Lost.ASK_VISIT, true),
  /** 门诊就诊信息上传. */
  DIAGNOSE("2203A", Subject.VISIT, Lost.SEND_AGAIN, false),
  /** 门诊费用明细上传. */
  DETAILS("2204", Subject.CLAIM, Lost.WITHDRAW, false),
  /** 门诊结算. */
  SETTLE("2207", Subject.CLAIM, Lost.ASK_SETTLEMENT, true),
  /** 冲正: says that a settlement nobody finds shall not count. */
  REVERSE("2601", Subject.CLAIM, Lost.SEND_AGAIN, false),
  /** 门诊结算撤销: never reversed, as that would settle again. */
  CANCEL("2208", Subject.CLAIM, Lost.ASK_SETTLEMENT, false),
  /** 门诊费用明细撤销. */
  WITHDRAW("2205", Subject.CLAIM, Lost.SEND_AGAIN, false),
  /** 门诊挂号撤销. */
  UNREGISTER("2202", Subject.VISIT, Lost.SEND_AGAIN, false);

  /** Whose step it is: bills of one visit share its registration. */
  public enum Subject {
    VISIT,
    CLAIM
  }

  /** What to do when its answer is lost. */
  public enum Lost {
    /** Ask for settlements (5203). */
    ASK_SETTLEMENT,
    /** Ask for visits (5201). */
    ASK_VISIT,
    /** Take back what may have arrived (2205), then send again. */
    WITHDRAW,
    /** Twice is as good as once: send again under a new message id. */
    SEND_AGAIN
  }

  private final String infno;
  private final Subject subject;
  private final Lost lost;
  private final boolean credential;

  StepKind(String infno, Subject subject, Lost lost, boolean credential) {
    this.infno = infno;
    this.subject = subject;
    this.lost = lost;
    this.credential = credential;
  }

  /** Number of the transaction (交易编号); a province may have its own variant. */
  public String infno() {
    return infno;
  }

  public Subject subject() {
    return subject;
  }

  public Lost lost() {
    return lost;
  }

  /** Whether its message holds the patient's credential (就诊凭证). */
  public boolean credential() {
    return credential;
  }

  /** Whether money moves, so that an answer other than 0 says nothing yet. */
  public boolean money() {
    return this == SETTLE || this == CANCEL;
  }

  /** Whether a refusal after a lost attempt means that the lost one was done. */
  public boolean takesBack() {
    return this == WITHDRAW || this == UNREGISTER;
  }

  public static StepKind of(String infno) {
    return Arrays.stream(values())
        .filter(kind -> kind.infno.equals(infno))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step has number " + infno));
  }
}
