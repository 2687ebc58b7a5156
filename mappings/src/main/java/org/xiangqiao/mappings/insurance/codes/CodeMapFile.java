package org.xiangqiao.mappings.insurance.codes;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.xiangqiao.mappings.ChineseText;

/** Reads a table of codes (对照表): CSV with a header, UTF-8 or GB18030. */
public final class CodeMapFile {

  /** More than any township has; above it a file is refused. */
  public static final int MOST_ROWS = 20_000;

  private final CodeColumns columns = new CodeColumns();

  /**
   * What was read.
   *
   * @param rows that are good, in the order of the file
   * @param read rows of the file that are not blank
   */
  public record Content(List<CodeMapping> rows, List<RowProblem> problems, int read) {

    public Content {
      rows = List.copyOf(rows);
      problems = List.copyOf(problems);
    }

    /** How many rows have a problem or more. */
    public long refused() {
      return problems.stream().mapToLong(RowProblem::row).distinct().count();
    }
  }

  /**
   * @param charset {@code UTF-8} or {@code GB18030} (with it GBK and GB 2312); null for UTF-8, and
   *     GB18030 when it is not that
   * @throws UnreadableCodeFileException if the file is not what it is said to be
   */
  public Content read(CodeKind kind, byte[] bytes, String charset) {
    String text = text(bytes, charset);
    try (CSVParser parser =
        CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(false)
            .get()
            .parse(new StringReader(text))) {
      return content(kind, parser);
    } catch (UncheckedIOException | IllegalStateException broken) {
      throw new UnreadableCodeFileException("insurance.codes.csv");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private Content content(CodeKind kind, CSVParser parser) {
    CodeColumns.Found header = null;
    CodeRows rows = null;
    for (CSVRecord record : parser) {
      List<String> cells = record.toList();
      if (cells.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (header == null) {
        header = columns.find(kind, cells);
        rows = new CodeRows(header);
      } else {
        rows.add(record.getRecordNumber(), cells);
        if (rows.read() > MOST_ROWS) {
          throw new UnreadableCodeFileException("insurance.codes.too-many", MOST_ROWS);
        }
      }
    }
    if (rows == null || rows.read() == 0) {
      throw new UnreadableCodeFileException("insurance.codes.empty");
    }
    return rows.content();
  }

  private static String text(byte[] bytes, String charset) {
    Charset named =
        charset == null
            ? ChineseText.GB18030
            : switch (charset.toUpperCase(Locale.ROOT).replace("-", "").replace("_", "")) {
              case "UTF8" -> StandardCharsets.UTF_8;
              case "GBK", "GB2312", "GB18030", "CP936" -> ChineseText.GB18030;
              default -> throw new UnreadableCodeFileException("insurance.codes.charset", charset);
            };
    try {
      return charset == null ? ChineseText.decoded(bytes) : ChineseText.decoded(bytes, named);
    } catch (CharacterCodingException broken) {
      throw new UnreadableCodeFileException("insurance.codes.encoding", named.name());
    }
  }

  /** Rows as they come, with what was seen before. */
  private static final class CodeRows {

    private final CodeColumns.Found header;
    private final CodeRowCheck check;
    private final Map<String, Long> seen = new HashMap<>();
    private final List<CodeMapping> rows = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private int read;

    CodeRows(CodeColumns.Found header) {
      this.header = header;
      this.check = new CodeRowCheck(header);
    }

    int read() {
      return read;
    }

    void add(long number, List<String> cells) {
      read++;
      List<RowProblem> wrong = new ArrayList<>();
      CodeMapping row = check.row(number, cells, wrong);
      Long before = row.local() == null ? null : seen.putIfAbsent(row.local(), number);
      if (before != null) {
        wrong.add(check.problem(number, CodeColumns.LOCAL, "insurance.codes.twice", before));
      }
      if (wrong.isEmpty()) {
        rows.add(row);
      }
      problems.addAll(wrong);
    }

    Content content() {
      return new Content(rows, problems, read);
    }
  }
}
