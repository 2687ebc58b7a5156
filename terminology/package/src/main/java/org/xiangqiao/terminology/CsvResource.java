package org.xiangqiao.terminology;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A data file beside a class: UTF-8 CSV with a header row; lines that begin with # are comments.
 */
public final class CsvResource {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private CsvResource() {}

  /** Rows by column name, in the order of the file. */
  public static List<Map<String, String>> rows(Class<?> beside, String path) {
    try (InputStream in = beside.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no data file " + path + " beside " + beside.getName());
      }
      try (CSVParser parser =
          CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), FORMAT)) {
        return parser.stream().map(CSVRecord::toMap).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
