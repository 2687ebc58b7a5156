package org.xiangqiao.bench.oracle.compare;

/** What two answers to one request say of the servers. */
public enum Verdict {
  EQUAL,
  BOTH_REFUSED,
  OURS_REFUSED,
  PEER_REFUSED,
  DIFFERENT_IDS,
  DIFFERENT_INCLUDED,
  DIFFERENT_TOTAL,
  DIFFERENT_ORDER,
  /** Of a write: other statuses, versions or content. */
  DIFFERENT_EFFECT,
  OURS_BROKEN,
  PEER_BROKEN
}
