package org.xiangqiao.mappings.insurance;

/** Type of a field's value. */
public enum FieldType {
  STRING,
  NUMBER,
  /** {@code yyyy-MM-dd}. */
  DATE,
  /** {@code yyyy-MM-dd HH:mm:ss}. */
  DATETIME,
  /** A part with fields of its own. */
  OBJECT
}
