package org.xiangqiao.integration.mllp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Identifier;

/**
 * By what a dose (剂) is known, at a fixed size.
 *
 * @param hex SHA-256 of its identifier's system and value
 */
record DoseKey(String hex) {

  static DoseKey of(Identifier identifier) {
    MessageDigest digest = sha256();
    add(digest, identifier.getSystem());
    add(digest, identifier.getValue());
    return new DoseKey(HexFormat.of().formatHex(digest.digest()));
  }

  /** Lengths keep ("a", "bc") and ("ab", "c") apart. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
