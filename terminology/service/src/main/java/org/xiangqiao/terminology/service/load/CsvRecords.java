package org.xiangqiao.terminology.service.load;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Records of a CSV file (RFC 4180). A quote that never ends is told before it fills the memory. */
final class CsvRecords implements Records {

  /** Characters that the parser reads ahead, at most. */
  private static final int AHEAD = 1 << 16;

  private final Bounded text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private int number;

  CsvRecords(InputStream file, Charset charset, int longestRow) throws IOException {
    text =
        new Bounded(
            new InputStreamReader(TextEncoding.withoutMark(file), TextEncoding.strict(charset)),
            longestRow + AHEAD);
    parser = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get().parse(text);
    records = parser.iterator();
  }

  @Override
  public Cells next() throws IOException {
    text.begin(number + 1);
    try {
      if (!records.hasNext()) {
        return null;
      }
      CSVRecord record = records.next();
      number++;
      List<String> values = record.toList();
      return new Cells(number, values);
    } catch (UncheckedIOException | IllegalStateException broken) {
      throw new SourceProblem("load-csv-broken", number + 1);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  /** Counts what one record takes. */
  private static final class Bounded extends FilterReader {
    private final long most;
    private long taken;
    private int row;

    Bounded(Reader in, long most) {
      super(in);
      this.most = most;
    }

    void begin(int number) {
      taken = 0;
      row = number;
    }

    @Override
    public int read() throws IOException {
      int each = super.read();
      count(each < 0 ? 0 : 1);
      return each;
    }

    @Override
    public int read(char[] chars, int from, int length) throws IOException {
      int read = super.read(chars, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int chars) {
      taken += chars;
      if (taken > most) {
        throw new SourceProblem("load-row-too-long", row);
      }
    }
  }
}
