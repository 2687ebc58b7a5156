package org.xiangqiao.mappings.insurance;

/** How the rows of a node are written. */
public enum Cardinality {
  /** One object under the node's name. */
  SINGLE,
  /** A list of objects under the node's name. */
  ARRAY,
  /** The fields stand in the input or output itself. */
  ROOT,
  /**
   * Columns of a tab-separated text, UTF-8 in a ZIP, that is sent or fetched beside the message.
   */
  FILE
}
