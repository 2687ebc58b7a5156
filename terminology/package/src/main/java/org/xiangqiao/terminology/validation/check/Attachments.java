package org.xiangqiao.terminology.validation.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.xiangqiao.terminology.validation.json.Node;

/** Whether an attachment (附件) says the truth about its data (R4 datatypes.html#Attachment). */
final class Attachments {

  private Attachments() {}

  static void check(Node node, String profile, Findings findings) {
    String hash = node.childText("hash");
    if (hash != null && !hash.isEmpty() && hash.isBlank()) {
      findings.error(IssueType.STRUCTURE, node, "attachment-hash", profile);
      return;
    }
    String data = node.childText("data");
    if (data == null || !PrimitiveForms.valid("base64Binary", data)) {
      return;
    }
    String size = node.childText("size");
    if (size == null && hash == null && !spaced(data)) {
      return;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(data);
    } catch (IllegalArgumentException e) {
      findings.error(IssueType.STRUCTURE, node, "attachment-data", profile);
      return;
    }
    if (size != null
        && PrimitiveForms.valid("unsignedInt", size)
        && Long.parseLong(size) != bytes.length) {
      findings.error(IssueType.STRUCTURE, node, "attachment-size", profile, "" + bytes.length);
    }
    if (hash != null && !hashed(bytes, hash)) {
      findings.error(IssueType.STRUCTURE, node, "attachment-hash", profile);
    }
  }

  private static boolean spaced(String data) {
    return data.chars().anyMatch(c -> c <= ' ');
  }

  private static boolean hashed(byte[] bytes, String hash) {
    try {
      byte[] made = MessageDigest.getInstance("SHA-1").digest(bytes);
      return Arrays.equals(made, Base64.getDecoder().decode(hash));
    } catch (IllegalArgumentException e) {
      // That it is no base64 is told at the hash itself.
      return true;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
