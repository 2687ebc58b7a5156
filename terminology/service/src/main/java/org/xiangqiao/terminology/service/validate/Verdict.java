package org.xiangqiao.terminology.service.validate;

/** Whether a code is in a value set. */
enum Verdict {
  YES,
  NO,
  /** It depends on a code system that is not known. */
  UNKNOWN
}
