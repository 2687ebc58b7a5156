package org.xiangqiao.suites.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0 to below {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean in(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T among(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Text from all over Unicode, controls and private characters included. */
  String unicode(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int point =
          switch (below(5)) {
            case 0 -> below(128);
            case 1 -> below(0x800);
            case 2 -> 0x4e00 + below(0x5000);
            case 3 -> 0x1f300 + below(0x400);
            default -> below(0x110000);
          };
      if (point < 0xd800 || point > 0xdfff) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  /** Percent-encodes so that the result may stand in a request line; now and then wrongly. */
  String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    int style = below(20);
    for (byte b : text.getBytes(UTF_8)) {
      int c = b & 0xff;
      boolean plain = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (plain || "-._~".indexOf(c) >= 0 || style < 10 && ":,/$@!*()".indexOf(c) >= 0) {
        encoded.append((char) c);
      } else if (c == ' ' && style < 5) {
        encoded.append('+');
      } else {
        encoded.append(style == 19 ? "%25" : "%").append(String.format("%02X", c));
      }
    }
    if (in(2)) {
      encoded.append(among("%", "%z1", "%e", "%ff%fe", "%c0%80", "%ED%A0%80", "%00", "%0d%0a"));
    }
    return encoded.toString();
  }
}
