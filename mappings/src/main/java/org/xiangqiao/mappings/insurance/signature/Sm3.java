package org.xiangqiao.mappings.insurance.signature;

import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM3 (密码杂凑算法, GB/T 32905-2016), bare and keyed. */
public final class Sm3 {

  private Sm3() {}

  /** 32 bytes. */
  public static byte[] digest(byte[] text) {
    SM3Digest sm3 = new SM3Digest();
    sm3.update(text, 0, text.length);
    byte[] digest = new byte[sm3.getDigestSize()];
    sm3.doFinal(digest, 0);
    return digest;
  }

  /** HMAC with SM3, 32 bytes. */
  public static byte[] mac(byte[] secret, byte[] text) {
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(secret));
    mac.update(text, 0, text.length);
    byte[] value = new byte[mac.getMacSize()];
    mac.doFinal(value, 0);
    return value;
  }
}
