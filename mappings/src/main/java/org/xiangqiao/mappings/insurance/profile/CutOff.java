package org.xiangqiao.mappings.insurance.profile;

/** Until when a settlement may be cancelled without a person; after it, somebody decides. */
public enum CutOff {
  /** On its day. */
  DAY,
  /** In its month, before it is cleared. */
  MONTH,
  /** In its year. */
  YEAR
}
