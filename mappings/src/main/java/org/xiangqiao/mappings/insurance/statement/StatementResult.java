package org.xiangqiao.mappings.insurance.statement;

import java.util.Arrays;
import java.util.Optional;

/** 对账结果 {@code stmt_rslt}: two sets of codes are seen, 0 to 3 and 000000 to 000103. */
public enum StatementResult {
  /** 对平. */
  AGREED("0", "000000"),
  /** 中心多: the platform has more. */
  PLATFORM_MORE("1", "000101"),
  /** 医药机构多: the institution has more. */
  INSTITUTION_MORE("2", "000102"),
  /** 数据不一致. */
  DIFFERS("3", "000103");

  private final String code;
  private final String longCode;

  StatementResult(String code, String longCode) {
    this.code = code;
    this.longCode = longCode;
  }

  /** 0 to 3. */
  public String code() {
    return code;
  }

  /** Empty when it is none of both sets. */
  public static Optional<StatementResult> of(String code) {
    return Arrays.stream(values())
        .filter(one -> one.code.equals(code) || one.longCode.equals(code))
        .findFirst();
  }
}
