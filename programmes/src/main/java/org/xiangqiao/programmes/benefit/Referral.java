package org.xiangqiao.programmes.benefit;

/** How the person came to this stay (转诊). */
public enum Referral {
  NONE,
  /** From a lower level: only the difference of the deductibles is paid. */
  UP,
  /** Back from a higher level: no deductible. */
  DOWN
}
