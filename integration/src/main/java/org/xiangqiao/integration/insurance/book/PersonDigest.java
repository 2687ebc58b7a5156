package org.xiangqiao.integration.insurance.book;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Digest under which an insured person (参保人) is locked: keyed by installation, so that nobody finds
 * a person number (人员编号) in the tables by trying all of them.
 */
public final class PersonDigest {

  private static final String HMAC = "HmacSHA256";
  private static final String PURPOSE = "insurance-person|";

  private final SecretKeySpec key;

  /**
   * @param key of the installation, the same on all its nodes
   */
  public PersonDigest(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  /** 32 bytes. */
  public byte[] digest(String number) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal((PURPOSE + number).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
