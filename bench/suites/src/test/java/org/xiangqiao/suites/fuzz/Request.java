package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;

/**
 * One request as bytes.
 *
 * @param kind which generator made it
 * @param wellFormed false if HTTP itself is broken: the server may then close without an answer
 * @param bytes all that is sent, or only the head
 */
record Request(String kind, String method, String target, boolean wellFormed, byte[] bytes) {

  /** Headers as name, value, name, value; length and host are added. */
  static Request of(String kind, String method, String target, List<String> headers, byte[] body) {
    StringBuilder head = new StringBuilder(512);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < headers.size(); i += 2) {
      head.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
    }
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    if (body != null) {
      bytes.writeBytes(body);
    }
    return new Request(kind, method, target, true, bytes.toByteArray());
  }

  static Request malformed(String kind, byte[] bytes) {
    return new Request(kind, "?", "?", false, bytes);
  }

  /** True if the address is below the FHIR base, wherever dots in it may lead. */
  boolean isFhir() {
    String path = target.split("\\?", 2)[0].toLowerCase(Locale.ROOT);
    return (path.equals("/fhir") || path.startsWith("/fhir/"))
        && !path.contains("..")
        && !path.contains("%2e");
  }

  /** For a report: the token left out, binary escaped, shortened. */
  String shown() {
    String text =
        new String(bytes, ISO_8859_1)
            .replaceFirst("Authorization: Bearer [^\r\n]{100,}", "Authorization: Bearer …");
    StringBuilder shown = new StringBuilder();
    for (char c : text.substring(0, Math.min(text.length(), 3000)).toCharArray()) {
      if (c == '\n' || c >= ' ' && c < 127) {
        shown.append(c);
      } else if (c != '\r') {
        shown.append("\\x").append(String.format("%02x", (int) c));
      }
    }
    return shown.toString();
  }
}
