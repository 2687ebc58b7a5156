package org.xiangqiao.integration.insurance.step;

/** In what way somebody is treated (就诊方式): it decides which transactions there are. */
public enum Care {
  /** 门诊. */
  OUTPATIENT,
  /** 住院. */
  INPATIENT
}
