package org.xiangqiao.terminology;

import java.util.Arrays;
import java.util.Optional;

/**
 * Identifier systems of the national health standards (标识系统), arc 2.16.156.10011.1, as the
 * shared-document templates use them.
 */
public enum NationalIdentifier {
  /** 健康档案编号: 17 digits. */
  HEALTH_RECORD_NUMBER("2.16.156.10011.1.2"),
  /** 居民身份证号: {@link ResidentIdentityNumber}. */
  IDENTITY_CARD("2.16.156.10011.1.3"),
  /** 机构代码. */
  ORGANIZATION("2.16.156.10011.1.5"),
  /** 医务人员编号. */
  STAFF("2.16.156.10011.1.7"),
  /** 门诊号. */
  OUTPATIENT_NUMBER("2.16.156.10011.1.11"),
  /** 住院号. */
  INPATIENT_NUMBER("2.16.156.10011.1.12"),
  /** 居民健康卡号. */
  HEALTH_CARD("2.16.156.10011.1.19");

  private final String oid;

  NationalIdentifier(String oid) {
    this.oid = oid;
  }

  public String oid() {
    return oid;
  }

  /** As {@code Identifier.system}. */
  public String system() {
    return "urn:oid:" + oid;
  }

  public static Optional<NationalIdentifier> ofOid(String oid) {
    return Arrays.stream(values()).filter(i -> i.oid.equals(oid)).findFirst();
  }
}
