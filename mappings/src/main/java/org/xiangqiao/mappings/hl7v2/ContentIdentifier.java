package org.xiangqiao.mappings.hl7v2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.Identifier;

/**
 * Identifiers for what its sender does not number: SHA-256 over the parts that make the thing what
 * it is. The same content always gives the same value, and the value shows none of it.
 */
final class ContentIdentifier {

  static final String DOSE = PartnerSystems.BASE + "sid/dose-by-content";
  static final String RELATED_PERSON = PartnerSystems.BASE + "sid/related-person-by-content";
  static final String VISIT = PartnerSystems.BASE + "sid/visit-by-content";

  private ContentIdentifier() {}

  static Identifier of(String system, Identifier resident, String... parts) {
    MessageDigest digest = sha256();
    add(digest, resident.getSystem());
    add(digest, resident.getValue());
    for (String part : parts) {
      add(digest, part);
    }
    return new Identifier().setSystem(system).setValue(HexFormat.of().formatHex(digest.digest()));
  }

  /** The length goes first, so that no two lists of parts look alike. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
