package org.xiangqiao.mappings.insurance.statement;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file that 3202 compares: one UTF-8 text in a ZIP, tab-separated, the word null for nothing.
 * Written line by line; only what is compressed is kept.
 */
public final class StatementFileWriter {

  private static final String NOTHING = "null";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);
  private final Writer text =
      new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16);

  /**
   * @param name of the text within the ZIP
   */
  public StatementFileWriter(String name) {
    try {
      zip.putNextEntry(new ZipEntry(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void add(StatementLine line) {
    try {
      text.append(cell(line.settlement()))
          .append('\t')
          .append(cell(line.visit()))
          .append('\t')
          .append(cell(line.person()))
          .append('\t')
          .append(money(line.total()))
          .append('\t')
          .append(money(line.funds()))
          .append('\t')
          .append(money(line.account()))
          .append('\t')
          .append(line.refund() ? '1' : '0')
          .append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ZIP; nothing can be added any more. */
  public byte[] finish() {
    try {
      text.flush();
      zip.closeEntry();
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String cell(String value) {
    return value == null || value.isBlank() ? NOTHING : value.replaceAll("[\\t\\r\\n]", " ");
  }

  private static String money(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
