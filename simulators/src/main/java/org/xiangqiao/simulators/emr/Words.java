package org.xiangqiao.simulators.emr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Word lists beside this class. */
final class Words {

  private Words() {}

  static List<String> of(String file) {
    return List.of(text(file).trim().split("\\s+"));
  }

  /** Lines that are not empty and no comments. */
  static List<String> lines(String file) {
    return text(file).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
  }

  private static String text(String file) {
    try (InputStream in = Words.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
