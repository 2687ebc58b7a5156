package org.xiangqiao.terminology.service.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to be loaded, on the disk.
 *
 * @param turn of the worker that reads it
 */
record SourceFile(Path path, LoadOptions options, LoadLimits limits, LoadTurn turn) {

  /**
   * Looks at the file as a whole, then begins to read it.
   *
   * @throws SourceProblem if it is not what it is said to be
   */
  SourceRows open() throws IOException {
    return switch (options.format()) {
      case "csv" -> table(csv());
      case "xlsx" -> table(xlsx());
      case "claml" -> claml();
      default -> throw new SourceProblem("load-format", options.format());
    };
  }

  private SourceRows table(Records records) throws IOException {
    try {
      return new TableRows(records, options);
    } catch (IOException | RuntimeException broken) {
      records.close();
      throw broken;
    }
  }

  private Records csv() throws IOException {
    Charset charset =
        options.charset() == null
            ? StandardCharsets.UTF_8
            : TextEncoding.of(options.charset())
                .orElseThrow(() -> new SourceProblem("load-charset", options.charset()));
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(4);
      if (head.length == 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3) {
        throw new SourceProblem("load-csv-is-xlsx");
      }
    }
    try (InputStream in = watched()) {
      TextEncoding.check(in, charset);
    }
    return new CsvRecords(
        new BufferedInputStream(watched(), 1 << 16), charset, limits.longestRow());
  }

  private Records xlsx() throws IOException {
    new ZipGuard(limits.mostUnpacked(), turn).check(path);
    return new XlsxRecords(path, options.sheet(), limits.longestRow(), turn);
  }

  private SourceRows claml() throws IOException {
    InputStream in = new BufferedInputStream(watched(), 1 << 16);
    try {
      return new ClamlRows(in, options, limits.longestRow());
    } catch (IOException | RuntimeException broken) {
      in.close();
      throw broken;
    }
  }

  private InputStream watched() throws IOException {
    return turn.watched(Files.newInputStream(path));
  }
}
