package org.xiangqiao.integration.insurance.step;

/** In what way somebody is treated (就诊方式): it decides which transactions there are. */
public enum Care {
  /** 门诊. */
  OUTPATIENT,
  /** 住院. */
  INPATIENT,
  /** 转院备案: before the resident is treated elsewhere. */
  REFERRAL,
  /** 慢特病备案: before a chronic or special disease is treated. */
  CHRONIC_DISEASE;

  /** Whether it is filed in advance (备案), so that there is neither visit nor bill. */
  public boolean filing() {
    return this == REFERRAL || this == CHRONIC_DISEASE;
  }
}
