package org.xiangqiao.terminology.pinyin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * A dictionary file of {@code com.github.houbb:pinyin}: a text, a colon and its reading on each
 * line. Only the files of that library are used: its classes take 30 MB of memory and a second to
 * load them, and read no character beyond the basic plane.
 */
final class DictionaryFile {

  static final String CHARACTERS = "/pinyin_dict_char.txt";
  static final String PHRASES = "/pinyin_dict_phrase.txt";

  private DictionaryFile() {}

  /** Hands every text and its reading, as the file has them, to {@code visitor}. */
  static void read(String file, BiConsumer<String, String> visitor) {
    try (InputStream in = DictionaryFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("no dictionary " + file + " on the class path");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          visitor.accept(line.substring(0, colon), line.substring(colon + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
