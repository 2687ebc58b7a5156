package org.xiangqiao.server.rest.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * An answer as it goes over the wire.
 *
 * @param headers all but type and length of the body
 * @param contentType null without a body
 * @param length of the body in bytes
 */
public record Rendered(
    int status, Map<String, String> headers, String contentType, long length, Body body) {

  /** Writes a body; large ones chunk by chunk. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }
}
