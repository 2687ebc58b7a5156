package org.xiangqiao.programmes.benefit;

/** Level of the institution, as deductibles and ratios tell them apart. */
public enum CareLevel {
  /** Township health centre, village clinic, community centre, hospital of level 1. */
  TOWNSHIP,
  /** County hospital and others of level 2. */
  SECOND,
  /** Hospitals of level 3. */
  THIRD
}
