package org.xiangqiao.mappings.insurance.codes;

/** A code of an institution's own (院内编码). */
public record LocalCode(CodeKind kind, String code) {

  /** Without the code, which may be a doctor's. */
  @Override
  public String toString() {
    return "LocalCode[" + kind + "]";
  }
}
