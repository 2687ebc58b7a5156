package org.xiangqiao.server.rest.answer;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts the data of a Binary into its text while that is sent: a random base64 word holds their
 * place, through whatever is done to the text.
 */
record DataSplice(String json, String placeholder) {

  private static final int PLACEHOLDER_BYTES = 24;

  /**
   * @param json a Binary without data
   */
  static DataSplice into(String json) {
    byte[] random = new byte[PLACEHOLDER_BYTES];
    ThreadLocalRandom.current().nextBytes(random);
    String placeholder = Base64.getEncoder().encodeToString(random);
    return new DataSplice(
        json.substring(0, json.length() - 1) + ",\"data\":\"" + placeholder + "\"}", placeholder);
  }

  /** False if the data are not shown, because of {@code _summary} or {@code _elements}. */
  boolean isIn(String text) {
    return text.contains(placeholder);
  }

  /** Bytes of the whole. */
  long length(String text, long data) {
    long around = text.getBytes(StandardCharsets.UTF_8).length - placeholder.length();
    return around + (data + 2) / 3 * 4;
  }

  void write(String text, OutputStream out, Rendered.Body data) throws IOException {
    int at = text.indexOf(placeholder);
    out.write(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
    try (OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out))) {
      data.writeTo(base64);
    }
    out.write(text.substring(at + placeholder.length()).getBytes(StandardCharsets.UTF_8));
  }

  /** The end of base64 is not the end of the answer. */
  private static final class Unclosed extends FilterOutputStream {

    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {
      // Its owner closes it.
    }
  }
}
