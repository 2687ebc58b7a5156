package org.xiangqiao.simulators.emr;

import java.nio.charset.Charset;

/**
 * An acknowledgement.
 *
 * @param code MSA-1: AA, AE, AR; empty when unreadable
 * @param controlId MSA-2
 */
public record Answer(String code, String controlId, String text) {

  public static Answer of(byte[] bytes, Charset charset) {
    String text = new String(bytes, charset);
    for (String segment : text.split("\r")) {
      if (segment.startsWith("MSA|")) {
        String[] fields = segment.split("\\|", -1);
        return new Answer(fields[1], fields.length > 2 ? fields[2] : "", text);
      }
    }
    return new Answer("", "", text);
  }

  public boolean accepted() {
    return "AA".equals(code);
  }
}
