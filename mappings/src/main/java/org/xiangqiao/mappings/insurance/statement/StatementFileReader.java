package org.xiangqiao.mappings.insurance.statement;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * Reads the result of 3202 line by line. Newer platforms add columns at the end, which are passed
 * over.
 */
public final class StatementFileReader {

  private static final int COLUMNS = 7;
  private static final String NOTHING = "null";
  private static final String REFUND = "1";

  /** Card and identity numbers, should a remark hold one. */
  private static final Pattern NUMBERS = Pattern.compile("[0-9A-Za-z]{12,}");

  private final long maxBytes;

  /**
   * @param maxBytes of the text; a longer one is no result
   */
  public StatementFileReader(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * @return how many rows there were
   * @throws UnreadableStatementException when it is no ZIP with such a text
   */
  public int read(byte[] file, Consumer<JudgedLine> each) {
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
      if (zip.getNextEntry() == null) {
        throw new UnreadableStatementException("no-zip");
      }
      BufferedReader text =
          new BufferedReader(
              new InputStreamReader(new Bounded(zip, maxBytes), StandardCharsets.UTF_8));
      int rows = 0;
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        if (!line.isBlank()) {
          each.accept(line(line.split("\t", -1)));
          rows++;
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UnreadableStatementException("no-zip");
    }
  }

  private static JudgedLine line(String[] cells) {
    if (cells.length < COLUMNS) {
      throw new UnreadableStatementException("columns");
    }
    String settlement = cell(cells[2]);
    String memo = cell(cells[6]);
    return new JudgedLine(
        settlement == null ? "" : settlement,
        cell(cells[3]),
        StatementResult.of(cells[4].strip())
            .orElseThrow(() -> new UnreadableStatementException("result")),
        cells[5].strip().equals(REFUND),
        memo == null ? null : NUMBERS.matcher(memo).replaceAll("***"));
  }

  private static String cell(String text) {
    String stripped = text.strip();
    return stripped.isEmpty() || stripped.equals(NOTHING) ? null : stripped;
  }

  /** So that a small ZIP does not become an endless text. */
  private static final class Bounded extends InputStream {

    private final InputStream in;
    private long left;

    private Bounded(InputStream in, long most) {
      this.in = in;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw new UnreadableStatementException("too-large");
      }
    }
  }
}
