package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What came back.
 *
 * @param status 0 if the server closed the connection without an answer
 * @param headers names in lower case
 * @param millis until the last byte
 */
record Answer(int status, Map<String, String> headers, byte[] body, long millis) {

  static Answer none(long millis) {
    return new Answer(0, Map.of(), new byte[0], millis);
  }

  /** The body, unpacked if need be. */
  byte[] content() throws IOException {
    if (!header("content-encoding").equals("gzip") || body.length == 0) {
      return body;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  String text() {
    try {
      return new String(content(), UTF_8);
    } catch (IOException broken) {
      return "";
    }
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
