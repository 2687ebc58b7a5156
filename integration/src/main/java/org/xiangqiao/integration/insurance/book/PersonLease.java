package org.xiangqiao.integration.insurance.book;

/**
 * The right to do something for one insured person (参保人锁).
 *
 * @param person digest of the person number (人员编号)
 * @param fence grows with every lease; what an older lease wants to record is refused
 */
public record PersonLease(int tenantId, byte[] person, String owner, long fence) {

  /** Without what would tell one person from another. */
  @Override
  public String toString() {
    return "PersonLease[" + fence + "]";
  }
}
