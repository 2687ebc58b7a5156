package org.xiangqiao.simulators.insurance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Files of the interface: one UTF-8 text in a ZIP, tab-separated, the word null for nothing. */
final class TabFile {

  static final String NOTHING = "null";
  private static final int MOST_BYTES = 64 << 20;

  private TabFile() {}

  static String row(String... cells) {
    return String.join("\t", cells) + "\n";
  }

  static byte[] zip(String name, CharSequence text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws Refusal when it is no ZIP with a text
   */
  static List<List<String>> read(byte[] file) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      if (zip.getNextEntry() == null) {
        throw new Refusal("文件不是ZIP格式");
      }
      byte[] text = zip.readNBytes(MOST_BYTES + 1);
      if (text.length > MOST_BYTES) {
        throw new Refusal("文件过大");
      }
      List<List<String>> rows = new ArrayList<>();
      for (String line : new String(text, StandardCharsets.UTF_8).split("\\r?\\n")) {
        if (!line.isBlank()) {
          rows.add(List.of(line.split("\t", -1)));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new Refusal("文件不是ZIP格式");
    }
  }
}
