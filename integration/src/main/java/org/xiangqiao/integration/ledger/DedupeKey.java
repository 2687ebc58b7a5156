package org.xiangqiao.integration.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 of sender, control id and payload: the same message again has the same key. */
final class DedupeKey {

  private DedupeKey() {}

  static byte[] of(String partner, String controlId, byte[] payload) {
    MessageDigest digest = sha256();
    // Lengths keep ("a", "bc") and ("ab", "c") apart.
    add(digest, partner.getBytes(StandardCharsets.UTF_8));
    add(digest, controlId.getBytes(StandardCharsets.UTF_8));
    add(digest, payload);
    return digest.digest();
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
    digest.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
