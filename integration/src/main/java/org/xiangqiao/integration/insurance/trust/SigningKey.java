package org.xiangqiao.integration.insurance.trust;

import java.time.Instant;

/**
 * A key to sign with.
 *
 * @param privateKey PKCS#8
 * @param notAfter end of its certificate
 */
record SigningKey(byte[] privateKey, Instant notAfter) {

  /** Without the key. */
  @Override
  public String toString() {
    return "SigningKey[" + notAfter + "]";
  }
}
