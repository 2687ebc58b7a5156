package org.xiangqiao.integration.insurance.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.xiangqiao.store.Caller;

/**
 * Hands tables to the terminology service, by way of a file, so that their size does not matter.
 */
final class Publishing {

  private static final int BUSY_PAUSE = 500;

  /** Ten minutes. */
  private static final int MOST_PAUSES = 1_200;

  /** Writes the rows of a table. */
  @FunctionalInterface
  interface Table {

    void write(CSVPrinter csv) throws IOException;
  }

  private final CodeSystems codes;

  Publishing(CodeSystems codes) {
    this.codes = codes;
  }

  /**
   * @throws UnansweredException if the terminology service has too much to do for long
   */
  void publish(JobTurn turn, String url, String version, String title, Table table) {
    try {
      Path file = Files.createTempFile("insurance-catalogue-", ".csv");
      try {
        try (CSVPrinter csv =
            new CSVPrinter(
                Files.newBufferedWriter(file, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
          table.write(csv);
        }
        hand(turn, url, version, title, file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hand(JobTurn turn, String url, String version, String title, Path file)
      throws IOException {
    Caller caller = new Caller(turn.tenantId(), "insurance", "", "catalogue-" + UUID.randomUUID());
    for (int pauses = 0; pauses < MOST_PAUSES; pauses++) {
      try (InputStream in = Files.newInputStream(file)) {
        if (codes.publish(caller, url, version, title, in)) {
          return;
        }
      }
      turn.within(() -> {});
      pause();
    }
    throw new UnansweredException("code import busy");
  }

  private static void pause() {
    try {
      Thread.sleep(BUSY_PAUSE);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new UnansweredException("node stops");
    }
  }
}
