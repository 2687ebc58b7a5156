package org.xiangqiao.mappings.insurance;

/** Which way a node travels: with the request or with the answer. */
public enum Direction {
  IN,
  OUT
}
