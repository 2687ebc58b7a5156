package org.xiangqiao.integration.insurance.step;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Transactions of a settlement (结算交易), one row each: of a visit, of a stay, or of both. */
public enum StepKind {
  /** 门诊挂号, 入院办理. */
  REGISTER(
      "2201", "2401", Subject.VISIT, Lost.ASK_VISIT, Set.of(Trait.CREDENTIAL, Trait.REVERSIBLE)),
  /** 住院信息变更. */
  CHANGE(
      null, "2403", Subject.VISIT, Lost.SEND_AGAIN, Set.of(Trait.CREDENTIAL, Trait.WHILE_STAYING)),
  /** 门诊就诊信息上传. */
  DIAGNOSE("2203A", null, Subject.VISIT, Lost.SEND_AGAIN, Set.of()),
  /** 费用明细上传: of a visit one for each bill, of a stay in batches. */
  DETAILS("2204", "2301", Subject.CHARGES, Lost.WITHDRAW, Set.of(Trait.WHILE_STAYING)),
  /** 出院办理. */
  DISCHARGE(null, "2402", Subject.VISIT, Lost.ASK_VISIT, Set.of()),
  /** 预结算: books nothing, so that a lost answer is asked for again. */
  QUOTE("2206", "2303", Subject.CLAIM, Lost.SEND_AGAIN, Set.of(Trait.CREDENTIAL)),
  /** 结算. */
  SETTLE(
      "2207",
      "2304",
      Subject.CLAIM,
      Lost.ASK_SETTLEMENT,
      Set.of(Trait.CREDENTIAL, Trait.MONEY, Trait.REVERSIBLE)),
  /** 冲正: says that what nobody finds shall not count. */
  REVERSE("2601", "2601", Subject.CLAIM, Lost.SEND_AGAIN, Set.of()),
  /** 结算撤销: never reversed, as that would settle again. */
  CANCEL("2208", "2305", Subject.CLAIM, Lost.ASK_SETTLEMENT, Set.of(Trait.MONEY), SETTLE),
  /** 出院撤销. */
  READMIT(null, "2405", Subject.VISIT, Lost.SEND_AGAIN, Set.of(Trait.TAKES_BACK), DISCHARGE),
  /** 费用明细撤销: of a stay all of them. */
  WITHDRAW(
      "2205",
      "2302",
      Subject.CHARGES,
      Lost.SEND_AGAIN,
      Set.of(Trait.TAKES_BACK, Trait.WHILE_STAYING),
      DETAILS),
  /** 门诊挂号撤销, 入院撤销. */
  UNREGISTER(
      "2202",
      "2404",
      Subject.VISIT,
      Lost.SEND_AGAIN,
      Set.of(Trait.TAKES_BACK, Trait.WHILE_STAYING),
      REGISTER,
      CHANGE,
      DIAGNOSE),
  /** 转院备案: no question about it has an answer that is known. */
  REFER("2501", null, Subject.CLAIM, Lost.PERSON, Set.of()),
  /** 转院备案撤销. */
  UNREFER("2502", null, Subject.CLAIM, Lost.SEND_AGAIN, Set.of(Trait.TAKES_BACK), REFER),
  /** 人员慢特病备案. */
  FILE("2503", null, Subject.CLAIM, Lost.ASK_FILINGS, Set.of()),
  /** 人员慢特病备案撤销. */
  UNFILE("2504", null, Subject.CLAIM, Lost.ASK_FILINGS, Set.of(Trait.TAKES_BACK), FILE);

  /** Whose step it is: bills of one visit share its registration. */
  enum Subject {
    VISIT,
    CLAIM,
    /** A bill's of a visit, the whole stay's of a stay. */
    CHARGES
  }

  /** What to do when its answer is lost. */
  public enum Lost {
    /** Ask for settlements (5203). */
    ASK_SETTLEMENT,
    /** Ask for visits (5201). */
    ASK_VISIT,
    /** Ask for filings of chronic diseases (5301). */
    ASK_FILINGS,
    /** Only a person can find out. */
    PERSON,
    /** Take back what may have arrived (2205, 2302), then send again. */
    WITHDRAW,
    /** Twice is as good as once: send again under a new message id. */
    SEND_AGAIN
  }

  private enum Trait {
    /** Its message holds the patient's credential (就诊凭证). */
    CREDENTIAL,
    /** Money moves, so that an answer other than 0 says nothing yet. */
    MONEY,
    /** What nobody finds is reversed (2601), where the table says that this is possible. */
    REVERSIBLE,
    /** A refusal after a lost attempt means that the lost one was done. */
    TAKES_BACK,
    /** Refused after the discharge, which is taken back first. */
    WHILE_STAYING
  }

  private final String outpatient;
  private final String inpatient;
  private final Subject subject;
  private final Lost lost;
  private final Set<Trait> traits;
  private final List<StepKind> undoes;

  StepKind(
      String outpatient,
      String inpatient,
      Subject subject,
      Lost lost,
      Set<Trait> traits,
      StepKind... undoes) {
    this.outpatient = outpatient;
    this.inpatient = inpatient;
    this.subject = subject;
    this.lost = lost;
    this.traits = traits;
    this.undoes = List.of(undoes);
  }

  /**
   * Number of the transaction (交易编号); a province may have its own variant.
   *
   * @throws IllegalArgumentException if that way of care does not have it
   */
  public String infno(Care care) {
    String infno = care == Care.INPATIENT ? inpatient : outpatient;
    if (infno == null) {
      throw new IllegalArgumentException("no " + this + " of " + care);
    }
    return infno;
  }

  /** Whether it is noted with the visit or stay, whose claims share it. */
  public boolean ofVisit(Care care) {
    return subject == Subject.VISIT || subject == Subject.CHARGES && care == Care.INPATIENT;
  }

  public Lost lost() {
    return lost;
  }

  /** Whether its message holds the patient's credential (就诊凭证). */
  public boolean credential() {
    return traits.contains(Trait.CREDENTIAL);
  }

  /** Whether money moves, so that an answer other than 0 says nothing yet. */
  public boolean money() {
    return traits.contains(Trait.MONEY);
  }

  /** Whether what nobody finds is reversed (2601), where the table says that this is possible. */
  public boolean reversible() {
    return traits.contains(Trait.REVERSIBLE);
  }

  /** Whether a refusal after a lost attempt means that the lost one was done. */
  public boolean takesBack() {
    return traits.contains(Trait.TAKES_BACK);
  }

  /** Whether the platform refuses it after the discharge. */
  boolean whileStaying() {
    return traits.contains(Trait.WHILE_STAYING);
  }

  /** Steps that no longer count when this one is booked. */
  public List<StepKind> undoes() {
    return undoes;
  }

  /** By the number of a visit's transaction or a stay's. */
  public static StepKind of(String infno) {
    return Arrays.stream(values())
        .filter(kind -> infno.equals(kind.outpatient) || infno.equals(kind.inpatient))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step has number " + infno));
  }

  /** Whose number it is; one that both have is a visit's. */
  public Care careOf(String infno) {
    if (!infno.equals(outpatient)) {
      return Care.INPATIENT;
    }
    return switch (this) {
      case REFER, UNREFER -> Care.REFERRAL;
      case FILE, UNFILE -> Care.CHRONIC_DISEASE;
      default -> Care.OUTPATIENT;
    };
  }
}
