package org.xiangqiao.mappings.insurance.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xiangqiao.mappings.insurance.envelope.Row;

/**
 * How much of a stay's charge lines (2301) goes into one message.
 *
 * @param lines at most so many
 * @param bytes of the input at most, as JSON within a JSON text
 */
public record BatchLimits(int lines, int bytes) {

  /** The input may have 40,000 places; implementations send 50 to 100 lines. */
  public static final BatchLimits USUAL = new BatchLimits(50, 40_000);

  /** Braces and the node's name, and of each field its quotes, colon and comma, escaped. */
  private static final int FRAME = 40;

  private static final int FIELD = 10;

  /** The first lines that fit; one line at least, as none can be cut. */
  public List<Row> first(List<Row> rows) {
    int size = FRAME;
    int count = 0;
    while (count < rows.size() && count < lines) {
      size += size(rows.get(count));
      if (count > 0 && size > bytes) {
        break;
      }
      count++;
    }
    return rows.subList(0, count);
  }

  private static int size(Row row) {
    int size = FIELD;
    for (String key : row.keys()) {
      String value = row.text(key).orElse("");
      size += key.length() + FIELD + value.getBytes(StandardCharsets.UTF_8).length;
      // Quotes and backslashes are escaped twice.
      size += 3 * (int) value.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
    }
    return size;
  }
}
