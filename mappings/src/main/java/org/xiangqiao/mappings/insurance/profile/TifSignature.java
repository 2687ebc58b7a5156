package org.xiangqiao.mappings.insurance.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Signature of the gateway headers ({@code x-tif-signature}): lower-case hex SHA-256 of timestamp,
 * token, nonce, timestamp.
 */
public final class TifSignature {

  private TifSignature() {}

  /**
   * @param timestamp seconds since 1970, as sent in {@code x-tif-timestamp}
   * @param nonce as sent in {@code x-tif-nonce}
   */
  public static String of(String timestamp, String token, String nonce) {
    try {
      byte[] text = (timestamp + token + nonce + timestamp).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
